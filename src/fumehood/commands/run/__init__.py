"""Walks a syntax tree as a shell would, without running anything, and notes what would have been done."""
