"""What an assistant could read from here, and what its exclusion mechanism keeps from it."""
