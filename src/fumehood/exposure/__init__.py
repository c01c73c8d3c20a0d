"""Risk 4: secrets and data that would leave with a prompt."""
