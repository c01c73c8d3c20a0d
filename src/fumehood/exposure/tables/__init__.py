"""Tables in files that are no text, or too large to be read whole: a bounded sample of each."""
