"""The form engine."""
