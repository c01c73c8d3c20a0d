"""The readers of TOML and JSON agree with the standard library on what is written, and survive what is broken."""

import contextlib
import json
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.packages.carriers.entry import NotReadError
from fumehood.packages.carriers.json_entries import json_entries
from fumehood.packages.carriers.toml_entries import toml_entries

_KEYS = st.text(alphabet="abc-_", min_size=1, max_size=4)
_STRINGS = st.text(alphabet="ab \"'\\\n\t#[]{},=é\U0001f600", max_size=8)
_VALUES = st.recursive(
    _STRINGS | st.booleans() | st.integers(-9, 99),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=8,
)


def strings(value: object, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], str]]:
    """All strings in a value with the keys that lead to them."""
    if isinstance(value, str):
        return [(path, value)]
    if isinstance(value, dict):
        return [s for key, inner in value.items() for s in strings(inner, (*path, key))]
    if isinstance(value, list):
        return [s for inner in value for s in strings(inner, path)]
    return []


def read(entries: object) -> list[tuple[tuple[str, ...], str]]:
    return [(e.path, e.value) for e in entries if e.string]


@given(_VALUES)
@settings(max_examples=100, deadline=None)
def test_json_gives_every_string_with_its_keys(value: object) -> None:
    assert read(json_entries(json.dumps({"k": value}))) == strings({"k": value})


def as_toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {as_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


@given(st.dictionaries(_KEYS, _VALUES, max_size=3), st.dictionaries(_KEYS, _STRINGS, max_size=3))
@settings(max_examples=100, deadline=None)
def test_toml_gives_every_string_with_its_keys(inline: dict[str, object], table: dict[str, str]) -> None:
    text = "".join(f"{json.dumps(k)} = {as_toml(v)} # note\n" for k, v in inline.items())
    text += '[t."x.y"]\n' + "".join(f"{k} = {as_toml(v)}\n" for k, v in table.items())
    try:
        expected = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # a key stands twice
    if "t" not in inline:
        assert read(toml_entries(text)) == strings(expected)


@given(st.text(alphabet="[]{}\"'=,.#\n a1", max_size=60))
@settings(max_examples=100, deadline=None)
def test_broken_text_ends(text: str) -> None:
    for entry in (*toml_entries(text), *json_entries(text)):
        assert 0 <= entry.start <= entry.end <= len(text)


@pytest.mark.parametrize(
    "unit", ["[", "{", "[{", '{"a":', "a=[", "[[a]]\n", '"', "a.", "'''", "/*", "{b=", "{b.c="]
)
def test_depth_and_length_cost_no_more_than_their_text(unit: str) -> None:
    text = "a=" + unit * 50_000
    for entries in (toml_entries, json_entries):
        found = 0
        with contextlib.suppress(NotReadError):
            for _ in entries(text):
                found += 1
        assert found <= len(text)
