"""SARIF 2.1.0 (OASIS standard, 2020-03-27)."""
