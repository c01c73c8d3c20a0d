"""What runs wrote: shown, taken over, thrown away, and taken back."""
