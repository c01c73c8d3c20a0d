"""The JSON contract of the command line, and that it is valid whatever the names are."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.report.as_json import dumps

KEYS = [
    "id",
    "rule",
    "name",
    "risk",
    "severity",
    "confidence",
    "message",
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "cwe",
    "owasp",
    "evidence",
]


def test_the_keys_of_the_contract(shop):
    shop.unread("x", "is a FIFO")
    data = json.loads(shop.render("json"))
    assert list(data) == ["tool", "root", "findings", "unscanned", "summary"]
    assert data["tool"]["name"] == "fumehood"
    assert data["root"] == "/a/project"
    (finding,) = data["findings"]
    assert list(finding) == [*KEYS, "flow", "fix"]
    assert finding["name"] == "query-from-text"
    assert finding["risk"] == "code"
    assert finding["cwe"] == ["CWE-89", "CWE-564"]
    assert finding["owasp"] == ["A03:2021"]
    assert (finding["line"], finding["column"], finding["end_line"], finding["end_column"]) == (5, 20, 5, 68)
    assert finding["flow"][0] == {
        "path": "shop/app.py",
        "line": 4,
        "column": 13,
        "message": "comes from the request",
    }
    assert finding["fix"]["edits"][0]["start"] == 100
    assert data["unscanned"] == [{"path": "x", "reason": "is a FIFO"}]
    assert data["summary"]["by_severity"] == {"high": 1}
    assert {"files", "bytes", "seconds", "suppressed"} <= set(data["summary"])


def test_flow_and_fix_are_absent_when_empty(project):
    project.write("a.py", "target\n").at("a.py", "target")
    (finding,) = json.loads(project.render("json"))["findings"]
    assert list(finding) == KEYS


def test_names_that_are_no_unicode_stay_distinct_and_valid(project):
    for name in ("a\udcff", "a\udcfe"):
        project.write(name, "target\n").at(name, "target", evidence={"k\udcff": "v\udcff"})
    text = project.render("json")
    text.encode("ascii")
    paths = [f["path"] for f in json.loads(text)["findings"]]
    assert sorted(paths) == ["a\\udcfe", "a\\udcff"]


def test_nothing_in_it_can_reach_a_terminal(project):
    project.write("\x1b\x7f\u202e\n.py", "target\n").at(
        "\x1b\x7f\u202e\n.py", "target", "a\x1b\x7f\x9b\U000e0041"
    )
    for kind in ("json", "jsonl", "sarif"):
        text = project.render(kind)
        assert text.isascii()
        assert text.replace("\n", "").isprintable()
        assert "a\x1b\x7f" in json.loads(text.splitlines()[0] if kind == "jsonl" else text).get(
            "message", "a\x1b\x7f"
        )


@given(
    st.recursive(
        st.text(st.characters(codec="utf-8")) | st.integers(-9, 9) | st.none(),
        lambda x: st.lists(x, max_size=3),
    )
)
@settings(max_examples=80)
def test_what_is_written_reads_back(value):
    for indent in (None, 2):
        text = dumps(value, indent)
        assert json.loads(text) == value
        assert text.isascii()
        assert "\x7f" not in text


def test_jsonl_ends_with_the_summary(shop):
    shop.unread("x", "is a FIFO")
    finding, unscanned, last = (json.loads(line) for line in shop.render("jsonl").splitlines())
    assert finding == json.loads(shop.render("json"))["findings"][0]
    assert unscanned == {"unscanned": {"path": "x", "reason": "is a FIFO"}}
    assert last["summary"]["files"] == 412


def test_the_same_report_gives_the_same_bytes(shop):
    for kind in ("json", "jsonl", "sarif", "html", "text", "github", "concise"):
        assert shop.render(kind) == shop.render(kind)
