"""Fingerprints of secrets: keyed, because an unkeyed hash of a short password can be guessed.

The key is local to the user. The same secret has the same fingerprint in all files and scans of one user,
and tells nobody else anything.
"""

from fumehood.core.hashing import blake2b

KEY_BYTES = 32


def fingerprint(key: bytes, value: str) -> str:
    """Keyed BLAKE2b (a MAC, RFC 7693) of the value under the local key, 16 hex digits."""
    return blake2b(value.encode("utf-8", "surrogatepass"), key=key[:64], digest_size=8).hexdigest()
