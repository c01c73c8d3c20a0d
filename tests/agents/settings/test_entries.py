"""Entries go in and out of settings as people have them, and nothing else moves."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fumehood.agents.settings.entries import Entry, absent, add, overruled, take_out
from fumehood.agents.settings.jsonc import SettingsError, parse

HOOK = {"matcher": "*", "hooks": [{"type": "command", "command": "guard", "timeout": 30}]}
ENTRIES = [
    Entry(("hooks", "PreToolUse"), HOOK),
    Entry(("permissions", "deny"), "Read(./.env)"),
    Entry(("permissions", "deny"), "Read(./secrets/**)"),
    Entry(("sandbox",), value=True, key="enabled"),
    Entry(("rules",), "mine first", first=True),
]
SETTINGS = {
    "empty object": "{}",
    "empty object with a line end": "{}\n",
    "one line": '{"model": "x", "permissions": {"deny": ["a"]}}',
    "two spaces": '{\n  "model": "x",\n  "permissions": {\n    "deny": [\n      "a"\n    ]\n  }\n}\n',
    "tabs": '{\n\t"hooks": {\n\t\t"PreToolUse": [\n\t\t\t{"matcher": "Bash", "hooks": []}\n\t\t]\n\t}\n}',
    "CRLF": '{\r\n    "model": "x",\r\n    "rules": ["theirs"]\r\n}\r\n',
    "comments": '{\n  // mine\n  "model": "x", // fast\n  "permissions": {\n    "deny": [\n      "a" // why\n    ]\n  } /* end */\n}\n',
    "trailing commas": '{\n  "permissions": {\n    "deny": [\n      "a",\n    ],\n  },\n}\n',
    "a comment alone": "{\n  // nothing yet\n}\n",
    "unknown keys": '{"$schema": "x", "zzz": [1, {"y": null}], "hooks": {"Stop": []}}\n',
    "duplicate keys": '{"a": 1, "a": 2, "permissions": {}, "permissions": {"deny": ["z"]}}',
    "odd spacing": '{ "a" :1 ,"hooks":{ "PreToolUse":[ {"x":1} ,{"y":2} ]} }',
    "no last line end": '{\n  "a": 1\n}',
    "beyond ASCII": '{"name": "Åsa 🙂", "rules": ["ö"]}\n',
}  # fmt: skip


@pytest.fixture(params=SETTINGS.values(), ids=SETTINGS.keys())
def text(request):
    return request.param


def test_what_is_added_is_there_and_everything_else_stays(text):
    new, _ = add(text, ENTRIES)
    value, before = parse(new).plain(), parse(text).plain()
    assert HOOK in value["hooks"]["PreToolUse"]
    assert value["permissions"]["deny"][-2:] == ["Read(./.env)", "Read(./secrets/**)"]
    assert value["rules"][0] == "mine first"
    assert value["sandbox"]["enabled"] is True
    for key in before:
        assert key in value
    comments = [c for c in ("// mine", "// fast", "// why", "/* end */", "// nothing yet") if c in text]
    assert all(c in new for c in comments)
    assert ("\r\n" in text) == ("\r\n" in new)
    assert "\n" not in new.replace("\r\n", "") or "\r\n" not in text


def test_a_comment_stays_with_its_element():
    new, _ = add('{\n  "deny": [\n    "a" // why\n  ]\n}', [Entry(("deny",), "b")])
    assert '"a", // why\n    "b"\n' in new


def test_a_second_time_changes_nothing(text):
    new, _ = add(text, ENTRIES)
    assert add(new, ENTRIES) == (new, [])


def test_what_came_in_goes_out_without_a_trace(text):
    new, made = add(text, ENTRIES)
    lacked = absent(text, ENTRIES)
    out = take_out(new, lacked, made)
    if text == SETTINGS["a comment alone"]:  # blanks may differ where nothing else was
        assert out.split() == text.split()
    else:
        assert out == text


def test_an_edit_by_the_user_survives(text):
    new, made = add(text, ENTRIES)
    edited, _ = add(new, [Entry(("permissions", "deny"), "theirs"), Entry((), "x", key="later")])
    value = parse(take_out(edited, absent(text, ENTRIES), made)).plain()
    assert value["permissions"]["deny"][-1] == "theirs"
    assert value["later"] == "x"
    assert "Read(./.env)" not in json.dumps(value)
    assert HOOK not in value.get("hooks", {}).get("PreToolUse", [])


def test_a_member_that_the_user_set_stays_his():
    text = '{"sandbox": {"enabled": false}}'
    entry = Entry(("sandbox",), value=True, key="enabled")
    assert add(text, [entry]) == (text, [])
    assert overruled(text, [entry]) == [entry]
    assert take_out(text, [entry]) == text


@pytest.mark.parametrize(
    "text", ['{"permissions": []}', '{"permissions": {"deny": "all"}}', '{"permissions": null}', "[1]", "3"]
)
def test_a_value_of_another_kind_is_left_alone(text):
    with pytest.raises(SettingsError):
        add(text, [Entry(("permissions", "deny"), "x")])


SCALARS = st.sampled_from([None, True, 3, "Read(./.env)", "x", 'a "quoted" 🙂'])
TREES = st.fixed_dictionaries(
    {},
    optional={
        "a": st.lists(SCALARS, max_size=3),
        "hooks": st.fixed_dictionaries({}, optional={"PreToolUse": st.lists(SCALARS, max_size=2)}),
        "permissions": st.fixed_dictionaries(
            {}, optional={"deny": st.lists(SCALARS, max_size=3), "b": SCALARS}
        ),
        "rules": st.lists(SCALARS, max_size=2),
    },
)


@given(TREES, st.sampled_from([None, 1, 2, 4, "\t"]), st.sampled_from(["", "\n"]))
def test_in_and_out_is_no_change(tree, indent, last):
    text = json.dumps(tree, indent=indent) + last
    new, made = add(text, ENTRIES)
    value = parse(new).plain()
    assert all(e in absent(text, ENTRIES) or not absent(new, [e]) for e in ENTRIES)
    assert value.get("a") == tree.get("a")
    assert take_out(new, absent(text, ENTRIES), made) == text
