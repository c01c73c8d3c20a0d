"""Live checks: the index that the user's own client is configured for, asked only with `--online`."""
