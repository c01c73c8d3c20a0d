"""Fingerprints of secrets: keyed, because an unkeyed hash of a short password can be guessed.

The key is local to the user. The same secret has the same fingerprint in all files and scans of one user,
and tells nobody else anything.
"""

import hmac

KEY_BYTES = 32


def fingerprint(key: bytes, value: str) -> str:
    """HMAC-SHA256 of the value under the local key, 16 hex digits."""
    return hmac.digest(key, value.encode("utf-8", "surrogatepass"), "sha256").hex()[:16]
