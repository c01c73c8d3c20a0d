"""Positions, anchors, and decoding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fumehood.core.read_file import source_of
from fumehood.core.source import Source


def at(text, needle):
    source = Source("a.py", text, "python")
    start = text.index(needle)
    where = source.location(start, start + len(needle))
    return where.line, where.column, where.end_line, where.end_column


def test_columns_count_code_points():
    assert at('x\n"ä𝄞"; HERE\n', "HERE") == (2, 7, 2, 11)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_counts(end):
    assert at(f"a{end}b{end}HERE", "HERE") == (3, 1, 3, 5)


def test_a_child_maps_to_its_parent():
    parent = Source("a.md", "one\ntwo [code here]\n", "markdown")
    child = parent.slice(9, 18, "python")
    assert child.text == "code here"
    where = child.location(5, 9)
    assert (where.path, where.line, where.column, where.end_column) == ("a.md", 2, 11, 15)
    assert child.edit(0, 4, "x").start == 9


def test_an_edit_over_a_seam_of_a_child_is_refused():
    child = Source("a", "ab--cd", "text").child("abcd", "text", [(0, 0), (2, 4)])
    assert child.edit(0, 2, "x") is not None
    assert child.edit(1, 3, "x") is None


def test_an_anchor_ignores_literals_space_and_what_is_sensitive():
    one = Source("a", "key = 'one'  # s3cr3t", "python")
    two = Source("a", "key='another' # other!", "python")
    assert one.anchor(1, [(15, 21)]) == two.anchor(1, [(16, 22)])


@given(st.text(max_size=60))
def test_lines_and_columns_lead_back_to_the_offset(text):
    source = Source("a", text, "text")
    for offset in range(len(text)):
        where = source.location(offset, offset + 1)
        assert source.line_starts[where.line - 1] + where.column - 1 == offset


@pytest.mark.parametrize(
    ("raw", "text", "problems"),
    [
        (b"plain", "plain", 0),
        ("\ufeffä".encode(), "ä", 0),
        ("ä".encode("utf-16"), "ä", 0),
        (b"# coding: latin-1\n\xe4", "# coding: latin-1\nä", 0),
        (b"# coding: no-such\nx", "# coding: no-such\nx", 1),
        (b"# coding: zip\nx", "# coding: zip\nx", 1),
        (b"\xff\xfa ok", None, 1),
        (b"a\0b", "a\0b", 1),
    ],
)
def test_bytes_become_text_or_a_reason(raw, text, problems):
    source = source_of("a.py", raw)
    assert text is None or source.text == text
    assert len(source.problems) == problems
