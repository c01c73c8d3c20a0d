"""Personal and research data: identity numbers, accounts, contacts, and tables about people."""
