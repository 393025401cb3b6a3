"""Migrations, the SQL that all kinds share, the rights, and which schema this program needs."""
