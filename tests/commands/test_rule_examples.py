"""The examples of the FHA rules that speak of commands: a bad one is flagged by its rule, a good one is allowed."""

import pytest

from fumehood.commands.context import Context
from fumehood.commands.decide import decide
from fumehood.commands.policy.policy import shipped
from fumehood.core.registry import all_rules

FOLDER = "/home/user/work/project"
CONTEXT = Context(home="/home/user", project=FOLDER)
RULES = [r for r in all_rules().values() if r.id.startswith("FHA1")]
BAD = [pytest.param(r, e.text, id=f"{r.id}-{n}") for r in RULES for n, e in enumerate(r.bad)]
GOOD = [pytest.param(r, e.text, id=f"{r.id}-{n}") for r in RULES for n, e in enumerate(r.good)]


@pytest.mark.parametrize(("rule", "command"), BAD)
def test_a_bad_example_is_flagged_by_its_rule(rule, command):
    decision = decide(command.rstrip("\n"), FOLDER, CONTEXT, shipped())
    assert decision.decision != "allow"
    assert rule.id in decision.rules


@pytest.mark.parametrize(("rule", "command"), GOOD)
def test_a_good_example_is_allowed(rule, command):
    decision = decide(command.rstrip("\n"), FOLDER, CONTEXT, shipped())
    assert rule.id not in decision.rules
    assert decision.decision == "allow"


def test_every_id_that_the_policy_reports_is_a_rule():
    from fumehood.commands.policy.shipped_rules import RULES as TABLES

    known = {r.id for r in RULES}
    assert known
    assert {t["report"] for t in TABLES if t.get("report")} == known


def test_what_is_flagged_names_a_rule_and_a_reason():
    from fumehood.commands.policy.shipped_rules import RULES as TABLES

    for table in TABLES:
        if table["decision"] != "allow":
            assert table.get("report"), table["name"]
            assert table.get("reason"), table["name"]
            assert table.get("instead"), table["name"]
