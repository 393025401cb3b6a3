"""The year's programme."""
