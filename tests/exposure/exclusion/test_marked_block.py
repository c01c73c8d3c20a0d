"""The block: every byte outside it stays, twice is once, and it goes without a trace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fumehood.exposure.exclusion.marked_block import find_block, with_block, without_block

LINES = [".env", "secrets/"]
FILES = [b"", b"a\n", b"a", b"a\r\nb\r\n", b"a\r\nb", b"\n\n", b"\xff\xfe bytes\n"]


@pytest.mark.parametrize("raw", FILES)
def test_added_and_removed_leaves_the_file_as_it_was(raw):
    added = with_block(raw, LINES)
    assert added.startswith(raw)
    assert find_block(added).lines == LINES
    assert without_block(added) == raw


@pytest.mark.parametrize("raw", FILES)
def test_twice_is_once_and_an_update_stays_in_place(raw):
    added = with_block(raw, LINES)
    assert with_block(added, LINES) == added
    below = added + b"mine\n"
    changed = with_block(below, ["*.pem"])
    assert find_block(changed).lines == ["*.pem"]
    assert changed.endswith(b"mine\n")
    assert without_block(changed).replace(b"mine\n", b"") == raw if raw else True


def test_line_ends_follow_the_file():
    assert b"\n" not in with_block(b"a\r\n", LINES).replace(b"\r\n", b"")


def test_an_edit_in_the_block_is_seen():
    added = with_block(b"", LINES)
    assert not find_block(added).edited
    assert find_block(added.replace(b"secrets/", b"")).edited


@given(
    st.text(alphabet="ab#\r\n", max_size=20),
    st.lists(st.text(alphabet="ab*/.", min_size=1, max_size=5), max_size=4),
)
def test_any_file_and_any_lines(text, lines):
    raw = text.encode()
    assert without_block(with_block(raw, lines)) == raw
    assert find_block(with_block(raw, lines)).lines == lines
