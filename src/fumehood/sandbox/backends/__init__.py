"""The ways to make a room: one module or folder each, and the choice between them."""
