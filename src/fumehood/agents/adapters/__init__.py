"""One module an assistant: its wire format in, its wire format out, and what it can and cannot do."""
