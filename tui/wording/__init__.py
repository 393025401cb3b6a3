"""Languages, sentences of errors, moments."""
