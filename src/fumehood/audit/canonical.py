"""Canonical JSON and SHA-256 without `json` and `hashlib`, whose import costs more than a record.

What comes out is what `json.dumps(value, sort_keys=True, separators=(",", ":"))` gives, byte for byte.
"""

import sys
from _json import encode_basestring_ascii as quoted

if sys.version_info >= (3, 12):
    from _sha2 import sha256 as _sha256  # type: ignore[import-not-found]
else:
    from _sha256 import sha256 as _sha256  # type: ignore[import-not-found]

_WORDS = {None: "null", True: "true", False: "false"}


def canonical(value: object) -> str:
    """The JSON of plain values of bounded depth: texts, numbers, None, lists, dictionaries with texts for keys.

    Raises:
        TypeError: it is another kind of value, or a number that JSON does not have.
    """
    if isinstance(value, str):
        return quoted(value)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float) and value - value == 0:
        return float.__repr__(value)
    if isinstance(value, list):
        return f"[{','.join([canonical(one) for one in value])}]"
    if isinstance(value, dict):
        return f"{{{','.join([f'{quoted(key)}:{canonical(value[key])}' for key in sorted(value)])}}}"
    raise TypeError(f"{type(value).__name__} is no JSON")


def sha256(raw: bytes) -> str:
    """The SHA-256 of the bytes in hexadecimal."""
    return str(_sha256(raw).hexdigest())
