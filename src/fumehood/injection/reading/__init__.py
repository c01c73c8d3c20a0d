"""Reads a text as a model would take it: does it give orders, to whom, and what for?"""
