"""Secrets inside other files: found by what they are, shown inside as values of nobody's, put back on the way out."""
