"""Whether what a person opens costs what their own rows cost, however many towns there are: 1, 20 or 200."""
