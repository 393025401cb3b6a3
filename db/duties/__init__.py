"""The duties of the programme, a folder each. None imports another."""
