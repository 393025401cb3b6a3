"""The documentation: its captures and picture, its key tables, and that it says what is there."""
