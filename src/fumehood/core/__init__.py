"""What every guard shares; this package knows no guard."""
