"""The program through a real sshd on this machine, and the slow line to it.

    host.py      a private sshd whose only command is our program
    line.py      what carries bytes between client and sshd, as slowly as told
    terminal.py  the OpenSSH client at a terminal that answers
    clock.py     how long after the last key the right screen stands there, and what it cost

`tests.bench.over_ssh` and `tests.bench.ssh_settings` are its commands.
"""
