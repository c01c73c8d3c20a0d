"""One pass over the shape finds what the expressions would."""

import re

from hypothesis import given
from hypothesis import strategies as st

from fumehood.exposure.one_byte import one_byte_each
from fumehood.exposure.personal.shape import places

EXPRESSIONS = {
    "signed": r"(?=[0-9]{6}[-+A-Z][0-9]{3})",
    "bare": r"(?<![0-9])(?=[0-9]{9})",
    "account": r"(?=[A-Z]{2}[0-9]{2})",
    "plus": r"(?<![0-9A-Z+/.-])(?=\+[0-9])",
    "spaced": r"(?=[0-9]{6} [0-9]{4})",
}


@given(st.text(alphabet="0123456789AZaz-+ /é漢\ud800\n.", max_size=120))
def test_the_same_places(text):
    found = places(one_byte_each(text))
    for name, expression in EXPRESSIONS.items():
        assert found.get(name, []) == [m.start() for m in re.finditer(expression, text)]
