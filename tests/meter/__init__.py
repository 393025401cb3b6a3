"""The meter: what a program writes to its terminal, beside what ncurses would write for the same screens.

    terminal.py   an xterm to look at: every cell with its colours and attributes, and the cursor
    script.py     what a person does, step by step, read from a file
    program.py    a program at a terminal: its bytes, its keys, its processor time
    sitting.py    the program at a terminal: bytes, bursts and processor time of each step, and its screen after it
    painter.py    the real ncurses, painting those screens one after the other; its bytes a screen
    compare.py    cells that two screens do not agree on
    goals.py      what a step of each kind may cost
    line.py       a slow line between a program and a terminal

`tests.bench.wire` and `tests.bench.slow_line` are its commands; `clerk.toml` and `supervisor.toml` its scripts.
"""
