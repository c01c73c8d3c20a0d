"""Attacks of our own, run inside a room to see what it holds, and what must keep working there."""
