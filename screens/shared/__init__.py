"""What the screens of several folders have in common."""
