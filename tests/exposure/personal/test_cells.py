"""Cells of a delimited table by their place in the text."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fumehood.exposure.personal.cells import rows, spans_of

CELL = st.text(alphabet='ab1 ,;"\né', max_size=6)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5), st.sampled_from(",;"))
def test_the_cells_are_those_of_the_csv_module(table, separator):
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(table)
    text = out.getvalue()
    found = [[text[a:b].replace('""', '"') for a, b in row] for row in rows(text, separator)]
    assert found == table


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_the_columns_asked_for_without_the_header(end):
    text = end.join(["\ufeffid,name", '1, "Ann" ', "2,Bo", "3", ""])
    assert [text[a:b] for a, b, _ in spans_of(text, ",", [1])] == ['"Ann"', "Bo"]
