"""Keys typed ahead, hang-up, suspending, the terminal, logs."""
