"""Undoes the ways in which text is made unreadable to people and stays readable to a model.

Each module finds one way in a text and yields what it stands for; `layers` applies them to one another.
Finding is not judging: base64 is everywhere, and only what reads as an instruction is reported.
"""
