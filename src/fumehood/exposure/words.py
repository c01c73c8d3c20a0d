"""Word lists, written as running text."""


def words(text: str) -> frozenset[str]:
    """The distinct words of `text`, split at white space."""
    return frozenset(text.split())
