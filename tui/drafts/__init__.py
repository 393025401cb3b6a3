"""Drafts on disk and their locks."""
