"""Names that assistants are known to have invented. The list and its origin: `data/known_hallucinated.txt`."""

import os
from functools import cache

_FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "known_hallucinated.txt")


@cache
def known_hallucinations() -> frozenset[str]:
    """Normalised names; those of npm begin with `npm:`."""
    with open(_FILE, encoding="utf-8") as file:
        return frozenset(line.strip() for line in file if not line.startswith("#"))
