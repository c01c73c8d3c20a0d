import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fumehood.agents.settings.jsonc import SettingsError, parse

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES, st.sampled_from([None, 0, 2, "\t"]), st.booleans())
def test_whatever_json_writes_is_read_alike(value, indent, ascii_only):
    assert parse(json.dumps(value, indent=indent, ensure_ascii=ascii_only)).plain() == value


@given(st.text(alphabet='{}[]",:/* \n\\truefalsn01-.eu', max_size=40))
def test_no_text_makes_it_fail_in_another_way(text):
    try:
        value = parse(text).plain()
    except SettingsError:
        return
    try:
        assert json.loads(text) == value
    except ValueError:
        assert "//" in text or "/*" in text or "," in text


def test_comments_and_trailing_commas_are_read():
    text = '// first\n{\n  "a": [1, /* two */ 2,], // here\n  "b": "// no comment",\n}\n/* end */'
    assert parse(text).plain() == {"a": [1, 2], "b": "// no comment"}


def test_of_two_members_with_one_key_the_last_counts():
    node = parse('{"a": 1, "a": 2}')
    assert node.plain() == {"a": 2}
    assert node.member("a").value == 2
    assert len(node.items) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[1",
        '{"a"}',
        '{"a": }',
        "{} {}",
        "[,]",
        "[1,,2]",
        "nul",
        '"\n"',
        "[" * 5000,
        "/* {}",
        "{'a': 1}",
    ],
)
def test_what_is_broken_is_refused(text):
    with pytest.raises(SettingsError):
        parse(text)
