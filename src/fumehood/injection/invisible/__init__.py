"""Characters that people do not see or cannot tell apart, and what a model reads in them."""
