"""Values that stand in standards and manuals for everybody to read: they protect nothing.

Kept as the first bytes of their SHA-256, so that no scanner takes this file for a leak.
"""

import hashlib

_BYTES = 8
_PUBLISHED = frozenset(
    {
        "8d4ef6536dc8895f",  # RFC 7519, JWT
        "7f75367e78812551",  # jwt.io's first page
        "c794fa6d20c64efb",  # jwt.io's newer page
        "da816f9f2c16e6c5",  # jwt.io's older page
        "0011cc25eb432071",  # storage emulator of Azure
        "aa6547439583c3a2",  # Cosmos DB emulator of Azure
        "f3c3964ca854e172",  # Grafana's default
        "2ef2503d964e9668",  # FIPS 197, AES-128
        "4d4281de01883b3c",  # the same in capitals
        "837e8e636d452b61",  # SP 800-38A, AES-256
        "c12ce25303a023aa",  # SP 800-38A, AES-192
        "15cef4b629cc2d07",  # RFC 6455, WebSocket
    }
)


def is_published(value: str) -> bool:
    """Whether the value is the example of a standard, or the well-known key that a product is delivered with."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[: 2 * _BYTES] in _PUBLISHED
