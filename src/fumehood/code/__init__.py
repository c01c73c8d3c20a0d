"""Risk 3: vulnerable code, whoever wrote it."""
