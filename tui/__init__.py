"""The shell: what every screen is made of. No SQL."""

import os

# Textual reads it when it is first imported. On slow lines an arrow key's three bytes come apart by up to 250 ms;
# a lone Esc still acts within 300 (design §5).
os.environ.setdefault("ESCDELAY", "250")
