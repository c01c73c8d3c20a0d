"""Detectors: what hits. One kind of place where secrets stand in each module."""
