"""Commands: what a shell command would do, and whether an agent may do it unasked."""
