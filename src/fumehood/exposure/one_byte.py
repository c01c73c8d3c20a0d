"""A text with one byte for each character: offsets in it are offsets in the text, and searching it is cheap."""

_GOES_ON = bytes(range(0x80, 0xC0))  # bytes of UTF-8 that begin no character (RFC 3629)


def one_byte_each(text: str, encoded: bytes | None = None) -> bytes:
    """ASCII as it is, of other characters the first byte of their UTF-8. `encoded` is the text as UTF-8, if at hand.

    Literals with other characters are found in it too often: what stands in the text decides.
    """
    raw = text.encode("utf-8", "surrogatepass") if encoded is None else encoded
    return raw if len(raw) == len(text) else raw.translate(None, _GOES_ON)
