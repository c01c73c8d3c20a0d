"""The examples of every rule of every guard: bad ones report at their line, good ones are silent."""

from functools import cache

import pytest

from fumehood.cli.guards import make_guards
from fumehood.core.config import RISKS, Config, PackagesTable
from fumehood.core.example_check import lines_reported
from fumehood.core.registry import all_rules
from fumehood.exposure.generators import fill

RULES = all_rules()
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{'bad' if example.line else 'good'}-{number}")
    for rule in RULES.values()
    if rule.risk in RISKS  # what no guard of files finds is run by its own package's tests (tests/commands)
    for number, example in enumerate((*rule.bad, *rule.good), 1)
]


@cache
def guards_of(risk):
    listed = PackagesTable(malicious={"heron-malware-demo": "an example"})
    return make_guards([risk], Config(packages=listed))


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule, example):
    lines = lines_reported(example, fill(example.text), rule.id, guards_of(rule.risk))
    if example.line is None:
        assert lines == []
    else:
        assert example.line in lines


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_has_examples_of_both_kinds(rule):
    assert rule.bad
    assert rule.good
    assert all(example.line for example in rule.bad)
    assert not any(example.line for example in rule.good)
