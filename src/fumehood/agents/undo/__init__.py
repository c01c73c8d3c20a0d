"""Snapshots of a git project before something changes it, and the way back."""
