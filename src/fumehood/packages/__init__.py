"""Risk 1: names that assistants invent and attackers register."""
