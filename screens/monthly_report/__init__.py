"""The month's report as its organisation writes it, and its history."""
