"""The driver of the slow lines, part by part, against a terminal emulator."""
