"""The error of a record that cannot be written or read."""

from fumehood.core.errors import IncompleteError


class AuditError(IncompleteError):
    """The record cannot be kept; whoever asked must block or ask, never go on in silence."""
