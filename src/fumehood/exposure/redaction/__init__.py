"""Reversible redaction: values become placeholders that survive a round trip, and only this vault restores them."""
