"""Who has reported: a month, a year, the list of those to remind."""
