"""Fires a harmless event through an installed line, as the agent would, and judges the answer as the agent does."""
