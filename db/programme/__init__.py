"""The year's programme and the places as data: reading, checking, loading, asking."""
