"""Which well-known names a name resembles. One rule a module; `search` is where they meet."""
