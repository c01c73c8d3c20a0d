"""Risk 2: text that gives orders to the assistant, often hidden from people."""
