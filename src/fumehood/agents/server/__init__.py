"""The resident server behind the installed line; standard library only where a request passes."""
