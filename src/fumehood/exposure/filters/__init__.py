"""Filters: why a hit is dropped. None of them knows a detector."""
