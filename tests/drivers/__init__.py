"""Everybody who uses the program in a test: the same words, whatever they sit at.

| Driver | sits at |
|---|---|
| `person.Person` | the program on a real terminal (a PTY and an emulator) |
| `answering.Answering` | the same; the terminal answers where its cursor is |
| `over_ssh.Remote` | the same at the far end of an SSH connection |
| `pilot.PilotPerson` | an application in this process, by Textual's pilot; every word is awaited |
| `form.FormPerson` | the model of a form alone, without a screen |

`types` codes, dates and digits; `writes` free text, whose letters are not counted; `presses` keys by name; `pastes`;
`sees` and `sees_no` wait for words on the screen; `settles` waits until nothing moves any more; `lines` and `screen`
are what stands there now, as rows and as one text; `keys` counts the keys. In what is typed `⏎` is the Enter key.
"""
