"""The figures of a twin as a page with pictures, or as JSON."""
