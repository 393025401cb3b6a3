"""The low-bandwidth driver: what Textual draws becomes cells, and only the cheapest difference crosses the line.

    styles.py       colours and attributes of a cell, and the shortest way from one to another
    grid.py       a screen of cells, and how wide a character is
    wanted.py     what Textual writes, read into a grid
    abilities.py  what the terminal can do, as terminfo says
    colours.py    what becomes of a style that it lacks
    line.py       the cheapest way from one row to another
    difference.py the cheapest way from one screen to another
    flow.py       how much of what was sent the far terminal has shown
    input.py      the bytes of the keyboard, cut into keys and answers
    tty.py        the terminal as the kernel has it
    driver.py     ties them to Textual

All but the last two are pure: no clock, no file, no terminal; only `abilities.py` reads the database of terminals.
"""
