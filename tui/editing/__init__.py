"""Forms and their records: autosaved typing, saves, conflicts, warnings, resuming. Names no kind of record."""
