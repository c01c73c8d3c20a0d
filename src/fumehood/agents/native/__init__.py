"""What each agent can be told by its own files: one module an agent."""
