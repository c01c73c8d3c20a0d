"""`explain` and `rules`, as they are typed."""

import json
import re

import pytest

from fumehood.core.registry import all_rules


def test_explain_by_id_name_and_case(fumehood):
    by_id = fumehood("explain", "FHE105")
    assert by_id.code == 0
    assert by_id.out.startswith("FHE105 github-token\n")
    assert by_id.out == fumehood("explain", "github-token").out == fumehood("explain", "fhe105").out


def test_every_rule_says_what_is_unsafe_and_what_to_use_instead():
    from fumehood.report.rules_text import explain

    headings = ("What it does", "Why is this bad", "How to fix", "Unsafe", "Use instead", "References")
    texts = {ident: explain(rule, color=False) for ident, rule in all_rules().items()}
    assert {i: h for i, text in texts.items() for h in headings if h not in text} == {}
    assert [
        i for i, text in texts.items() if len(text) < 300 or not text.replace("\n", "").isprintable()
    ] == []


def test_prompt(fumehood):
    done = fumehood("explain", "FHE105", "--prompt")
    assert done.code == 0
    assert "avoid github-token (FHE105" in done.out


@pytest.mark.parametrize(
    ("typed", "near"),
    [("FHE1055", "FHE105"), ("github-tokn", "github-token"), ("FHE", "FHE1"), ("?", "fumehood rules")],
)
def test_an_unknown_rule_gets_the_nearest(fumehood, typed, near):
    done = fumehood("explain", typed)
    assert done.code == 2
    assert done.out == ""
    assert near in done.err


def test_colour_on_demand(fumehood):
    assert "\x1b[" in fumehood("explain", "FHE105", "--color", "always").out
    assert "\x1b[" not in fumehood("explain", "FHE105").out


def test_rules_lists_all(fumehood):
    listed = re.findall(r"\bFH[A-Z]\d{3}\b", fumehood("rules").out)
    assert listed == list(all_rules())


def test_rules_of_one_risk_as_json(fumehood):
    rules = json.loads(fumehood("rules", "--risk", "exposure", "--format", "json").out)
    assert rules
    assert {r["risk"] for r in rules} == {"exposure"}


def test_an_unknown_risk_gets_the_nearest(fumehood):
    done = fumehood("rules", "--risk", "exposur")
    assert done.code == 2
    assert "exposure" in done.err
