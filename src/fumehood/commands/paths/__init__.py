"""What a path is: where it lies, whether it holds secrets, and what a change of it would mean."""
