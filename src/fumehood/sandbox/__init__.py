"""The isolated room: a plan of what a command may see and do, backends that carry it out, and what it wrote."""
