"""The application around the screens: base screen, keys, help, questions, settings, connection status."""
