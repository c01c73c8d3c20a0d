"""The Model Context Protocol: a guarded relay in front of a server, and our own checks as tools."""
