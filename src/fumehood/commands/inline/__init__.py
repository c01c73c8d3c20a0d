"""Code in other languages on the command line: parsed, not searched."""
