"""Tokens of a known form: where one may begin."""

import pytest

from fumehood.exposure.detectors import secrets_in
from fumehood.exposure.view import View

TOKEN = "gh" + "p_" + "k9Xw2Qm7Vb4Tn8Rc1Zs6Lh3Jd5Gf0PyAaEuQ"


@pytest.mark.parametrize("before", ["", " ", "'", "\\n", "\\t", "%3A", "%20", "\x1b[0m", "é", "=", "a\n"])
def test_a_token_begins_where_no_word_goes_on(before):
    found = secrets_in(View.excerpt(f"{before}{TOKEN} "))
    assert [(c.start, c.end) for c in found] == [(len(before), len(before) + len(TOKEN))]


@pytest.mark.parametrize("before", ["a", "7", "Zm", "0m"])
def test_no_token_begins_inside_a_word(before):
    assert secrets_in(View.excerpt(f"{before}{TOKEN} ")) == []
