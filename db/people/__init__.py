"""Staff, their duties, and who the person at the keyboard is."""
