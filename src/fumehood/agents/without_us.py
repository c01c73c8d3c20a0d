"""What a file would be if nothing had ever been installed into it."""

from fumehood.agents.journal import Journal, Written, hash_of
from fumehood.agents.ours import holds_our_line
from fumehood.agents.settings.files import without_ours

_EMPTY = (b"", b"{}")


def without_us(entry: Written, now: bytes, journal: Journal) -> bytes | None:
    """The bytes as they were, where nobody edited the file since; else without what is ours. None: no file.

    Raises:
        SettingsError: the file was edited into something that cannot be edited safely.
        OSError: the copy of the original is gone.
    """
    original = journal.original(entry)
    if hash_of(now) == entry.hash or now == original:
        return original
    left = without_ours(entry.trace, now, lambda value: holds_our_line(value, entry.agent))
    if left is not None and left.strip() in _EMPTY and (original is None or original.strip() in _EMPTY):
        return original
    return left
