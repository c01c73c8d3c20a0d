"""Synthetic twins of tables: something to send instead of the data."""
