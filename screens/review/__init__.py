"""Reports read by those above: accepting, returning, reopening, excusing, redacting."""
