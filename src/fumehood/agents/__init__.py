"""The assistants: how each speaks to a hook, and what is answered."""
