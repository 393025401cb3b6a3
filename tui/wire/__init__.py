"""The low-bandwidth driver: what Textual draws becomes cells, and only the cheapest difference crosses the line.

    sgr.py            colours and attributes of a cell, and the shortest SGR between two styles
    grid.py           a screen of cells, and how wide a character is
    ansi_parser.py    reads what Textual writes into a grid
    abilities.py      what the terminal can do, as terminfo says
    colours.py        the nearest style that the terminal can show
    motions.py        the shortest motion of the cursor
    cursor_writer.py  collects what is sent, and knows the terminal's cursor, style, tab stops and scroll region
    row_painter.py    one row into another; char_shifts.py finds characters to insert or delete
    strategies.py     one screen into another; scrolling.py moves rows, tab_stops.py chooses tab stops
    difference.py     the same with the cursor's place and visibility
    flow.py           how much of what was sent the far terminal has shown
    input.py          the bytes of the keyboard, cut into keys, pastes and answers
    messages.py       keys and pastes as Textual's messages
    tty.py            the terminal as the kernel has it; tty_writer.py writes to it without waiting
    driver.py         ties them to Textual; plain_driver.py is Textual's own driver with our keyboard

All but the last two lines are pure: no clock, file or terminal; only `abilities.py` reads the database of terminals.
"""
