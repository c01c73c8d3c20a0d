"""BLAKE2b (RFC 7693), without loading OpenSSL for it: that takes a fiftieth of a second's start.

`hashlib` gives the same function when the interpreter has no module of its own.
"""

try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

__all__ = ["blake2b"]
