"""One rule, one file; the registry finds them here."""
