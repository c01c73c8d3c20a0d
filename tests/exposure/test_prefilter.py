"""The prefilter finds every literal in any case, with offsets that count characters."""

from hypothesis import given
from hypothesis import strategies as st

from fumehood.exposure.prefilter import Prefilter

WORDS = Prefilter([("latin", ("key", "secret", "ke")), (7, ("född", "егн"))])


def test_places_are_characters_behind_letters_of_any_width():
    assert WORDS.hits("ä€😀 KEY = Secret") == {"latin": [4, 4, 10]}
    assert WORDS.hits("😀 Född, FÖDD; ЕГН егн") == {7: [2, 8, 14, 18]}


def test_a_lone_surrogate_ends_nothing():
    assert WORDS.hits("\udc80 key") == {"latin": [2, 2]}


@given(st.text(alphabet="keyKEY secrt äÖ€\udc80", max_size=60))
def test_the_same_places_as_a_plain_search(text):
    lower = "".join(c.lower() if c.isascii() else c for c in text)
    expected = sorted(i for w in ("key", "secret", "ke") for i in range(len(text)) if lower.startswith(w, i))
    assert sorted(WORDS.hits(text).get("latin", [])) == expected
