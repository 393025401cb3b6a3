"""The suite. `python -m tests` runs it together with the checks of the code."""
