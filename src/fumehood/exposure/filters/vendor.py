"""Values that begin like a vendor's token and are none: a token of the wrong length is an example or a test.

The detector of formats goes first; what it did not take has another length or other characters.
"""

from functools import cache

from fumehood.exposure.rules.catalogue import entries

_COMMON = ("test_", "live_", "sandbox_", "sess-", "secret_", "key-", "pat", "api-", "sdk-", "mob-")
_SHORTEST = 4


@cache
def _beginnings() -> tuple[str, ...]:
    found = {s for entry in entries() for shape in entry.shapes for s in shape.starts}
    return tuple(s for s in found if len(s) >= _SHORTEST and s not in _COMMON)


def has_vendor_prefix(value: str) -> bool:
    """Whether the value begins with a vendor's prefix (`glpat-`, `xoxb-`, `dapi`)."""
    return value.startswith(_beginnings())
