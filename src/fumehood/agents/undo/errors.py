"""The error of a snapshot that cannot be taken or brought back."""

from fumehood.core.errors import IncompleteError


class UndoError(IncompleteError):
    """Nothing of the project was changed."""
