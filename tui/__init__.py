"""The shell: what every screen is made of. No SQL."""

import os

# Textual reads it when it is first imported: keys come as terminals have always sent them, which `tui/wire/input.py`
# reads, and not in the protocol of kitty.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
