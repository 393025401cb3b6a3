"""Reads that span records. Row security decides what comes back; nothing here asks who may see what."""
