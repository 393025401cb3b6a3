"""How a kind of record is declared."""
