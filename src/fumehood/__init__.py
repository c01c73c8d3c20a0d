"""fumehood: work safely with AI coding assistants."""

__version__ = "0.1.0"
