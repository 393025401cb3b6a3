"""Asks what is wrong with its terminal: `python -m tests.shell.complaint`."""

from tui.runtime import terminal

if __name__ == "__main__":
    terminal.speak_utf8()
    print("đã hỏi:", terminal.complaint() or "tốt", "(hết)")
