"""The report as one HTML file that works offline, without script, in light and dark."""
