"""Deny rules in a settings file that belongs to the user."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fumehood.exposure.exclusion.claude_settings import (
    SettingsError,
    deny_rules,
    missing_members,
    rules_for,
    with_rules,
    wrong_shapes,
)

WANTED = ["Read(./.env)", "Read(./secrets/**)"]
TEXTS = [
    "{}",
    '{"model": "x"}',
    '{\n    "permissions": {"allow": ["Bash(ls)"]},\n    "model": "x"\n}\n',
    '{"permissions": {"deny": ["Read(./mine)"]}}',
    '{\r\n\t"permissions": {\r\n\t\t"deny": []\r\n\t}\r\n}',
    '{"permissions": {}, "b": [1, {"c": "}"}]}\n',
]


@pytest.mark.parametrize("text", TEXTS)
def test_rules_are_added_once_and_everything_else_stays(text):
    added = with_rules(text, WANTED, [])
    before, after = json.loads(text), json.loads(added)
    assert set(WANTED) <= set(deny_rules(added))
    assert with_rules(added, WANTED, []) == added
    after["permissions"]["deny"] = [r for r in after["permissions"]["deny"] if r not in WANTED]
    before.setdefault("permissions", {}).setdefault("deny", [])
    assert after == before
    assert list(json.loads(added))[: len(json.loads(text))] == list(json.loads(text))


@pytest.mark.parametrize("text", [t for t in TEXTS if '"deny": []' not in t])
def test_removing_restores_the_bytes(text):
    made = missing_members(text)
    assert (
        with_rules(with_rules(text, WANTED, []), [], WANTED, made) == text if '"deny"' not in text else True
    )


def test_only_stale_rules_of_ours_go():
    text = with_rules('{"permissions": {"deny": ["Read(./mine)"]}}', WANTED, [])
    assert deny_rules(with_rules(text, WANTED[:1], WANTED)) == ["Read(./mine)", WANTED[0]]


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"permissions": {"deny": "x"}}', '{"permissions": {"deny": [1]}}', "[" * 9000]
)
def test_settings_of_another_shape_are_left_alone(text):
    with pytest.raises(SettingsError):
        with_rules(text, WANTED, [])


@pytest.mark.parametrize(
    ("pattern", "rules"),
    [
        (".env", ["Read(./.env)", "Read(./**/.env)"]),
        ("secrets/", ["Read(./secrets/**)", "Read(./**/secrets/**)"]),
        ("*.pem", ["Read(./**/*.pem)"]),
        ("data/raw/", ["Read(./data/raw/**)"]),
        ("/top.txt", ["Read(./top.txt)"]),
    ],
)
def test_patterns_become_rules(pattern, rules):
    assert rules_for([pattern]) == rules


def test_what_silently_does_nothing_is_named():
    text = '{"read": {}, "permissions": {"read": [], "deny": ["Read(/etc/passwd)", "Read(//etc/passwd)"]}}'
    assert len(wrong_shapes(text)) == 3


@given(
    st.dictionaries(
        st.text(max_size=5),
        st.recursive(
            st.none() | st.text(max_size=5) | st.integers(),
            lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=3), v, max_size=3),
            max_leaves=8,
        ),
        max_size=4,
    ).filter(lambda d: "permissions" not in d),
    st.sampled_from([None, 2, "\t"]),
)
def test_any_settings_keep_their_other_members_and_can_be_restored(settings, indent):
    text = json.dumps(settings, indent=indent)
    added = with_rules(text, WANTED, [])
    rest = json.loads(added)
    assert rest.pop("permissions") == {"deny": WANTED}
    assert rest == settings
    assert with_rules(added, [], WANTED, missing_members(text)) == text
