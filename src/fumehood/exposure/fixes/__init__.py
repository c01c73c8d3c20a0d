"""Fixes for secrets in code: the value moves to the environment, and only its name is written down."""
