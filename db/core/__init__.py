"""Connection, errors, ids, rows, files, and how a record is declared and stored. Knows no kind of record."""
