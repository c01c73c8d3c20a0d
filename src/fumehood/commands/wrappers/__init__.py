"""Programs that start another program: what they start is followed in their place."""
