"""One rule, one file: what a kind of effect is, why it matters, what to do instead. The policy decides."""
