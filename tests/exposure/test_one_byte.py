"""One byte for each character: offsets hold, and ASCII stands as it is."""

from hypothesis import given
from hypothesis import strategies as st

from fumehood.exposure.one_byte import one_byte_each


@given(st.text(alphabet=st.characters() | st.sampled_from("aZ0 é漢😀\ud800\x00"), max_size=80))
def test_offsets_and_ascii_hold(text):
    found = one_byte_each(text)
    assert len(found) == len(text)
    assert [chr(b) if b < 128 else "?" for b in found] == [c if c.isascii() else "?" for c in text]


def test_bytes_that_are_at_hand_are_taken_as_they_are():
    raw = b"plain"
    assert one_byte_each("plain", raw) is raw
    assert one_byte_each("é", "é".encode()) == b"\xc3"
