"""Settings files that belong to the user: read with their positions, edited in place, written in one step."""
