"""Policy: examples that hold, a user's file that may loosen, a project's that may not, and the session's memory."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from fumehood.commands.analyse import analyse
from fumehood.commands.context import Context
from fumehood.commands.decide import decide
from fumehood.commands.policy import load
from fumehood.commands.policy.policy import shipped
from fumehood.commands.policy.rule import problem_in
from fumehood.core.errors import UsageError

FOLDER = "/home/user/work/project"
ROOT = Path(__file__).resolve().parents[2]
with (ROOT / "src/fumehood/commands/policy/default.toml").open("rb") as file:
    TABLES = tomllib.load(file)["rule"]
MATCHES = [
    pytest.param(t, c, id=f"{t['name']}-{n}") for t in TABLES for n, c in enumerate(t.get("match", ()))
]
OTHERS = [
    pytest.param(t, c, id=f"{t['name']}-{n}") for t in TABLES for n, c in enumerate(t.get("not-match", ()))
]


def context(*session):
    return Context(home="/home/user", project=FOLDER, session=frozenset(session))


@pytest.mark.parametrize(("table", "command"), MATCHES)
def test_the_rule_decides_about_its_example(table, command):
    rules = [shipped().rule_for(e) for e in analyse(command, FOLDER, context())]
    assert table["name"] in [r.name for r in rules if r]


@pytest.mark.parametrize(("table", "command"), OTHERS)
def test_the_rule_leaves_the_other_example_alone(table, command):
    rules = [shipped().rule_for(e) for e in analyse(command, FOLDER, context())]
    assert table["name"] not in [r.name for r in rules if r]


def test_the_shipped_rules_are_well_formed_and_named_once():
    assert [problem_in(t, n) for n, t in enumerate(TABLES, 1)] == [None] * len(TABLES)
    assert len({t["name"] for t in TABLES}) == len(TABLES)


def test_the_literals_are_those_of_the_toml():
    done = subprocess.run([sys.executable, ROOT / "tools/build_command_policy.py", "--check"])
    assert done.returncode == 0


def policy(user=None, project=None):
    return load.policy_from(user or {}, project or {})


def verdict(command, made):
    return decide(command, FOLDER, context(), made).decision


RULE = {
    "name": "mine",
    "kinds": ["destroy-container"],
    "decision": "deny",
    "reason": "no",
    "match": ["docker volume rm x"],
}


def test_the_users_rules_come_first():
    loose = {
        "name": "mine",
        "kinds": ["discard-work"],
        "decision": "allow",
        "match": ["git reset --hard"],
        "not-match": ["ls"],
    }
    made, notices = policy({"rule": [loose], "sudo": "allow"})
    assert notices == []
    assert verdict("git reset --hard", made) == "allow"
    assert verdict("sudo make", made) == "allow"
    assert verdict("sudo rm -rf /", made) == "deny"


def test_a_project_may_only_tighten():
    made, notices = policy(
        {},
        {
            "rule": [RULE, {**RULE, "name": "loose", "kinds": ["delete"], "decision": "allow", "match": []}],
            "sudo": "allow",
        },
    )
    assert len(notices) == 2
    assert verdict("docker volume rm x", made) == "deny"
    assert verdict("rm -rf /", made) == "deny"
    assert verdict("sudo make", made) == "ask"
    assert verdict("sudo make", policy({}, {"sudo": "deny"})[0]) == "deny"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"kinds": ["delet"]}, "delete"),
        ({"decision": "no"}, "decision"),
        ({"decison": "deny"}, "decison"),
        ({"flags": "x"}, "list"),
        ({"reason": 3}, "text"),
        ({"after": ["x"]}, "after"),
        ({"match": ["ls"]}, "should match"),
        ({"not-match": ["docker volume rm y"]}, "should not match"),
        ({"name": ""}, "name"),
    ],
)
def test_an_ill_formed_rule_is_an_error_that_says_where(change, word):
    with pytest.raises(UsageError) as error:
        policy({"rule": [{**RULE, **change}]})
    assert word in error.value.message + error.value.remedy


@pytest.mark.parametrize("table", [{"sudo": "maybe"}, {"sud": "ask"}, {"rule": "x"}, {"rule": ["x"]}])
def test_an_ill_formed_table_is_an_error(table):
    with pytest.raises(UsageError):
        policy(table)


def test_files_are_found_and_read(tmp_path):
    (tmp_path / "config").mkdir()
    project = tmp_path / "project"
    (project / "a").mkdir(parents=True)
    (project / ".git").mkdir()
    (project / "fumehood.toml").write_text('[commands]\nsudo = "deny"\n')
    made, notices = load.load(str(project / "a"), str(tmp_path / "config"))
    assert notices == []
    assert verdict("sudo make", made) == "deny"
    (tmp_path / "config/fumehood.toml").write_text('[commands]\nsudo = "allow"\n')
    assert verdict("sudo make", load.load(str(project), str(tmp_path / "config"))[0]) == "deny"
    assert verdict("sudo make", load.load(str(tmp_path), str(tmp_path / "config"))[0]) == "allow"


@pytest.mark.parametrize("text", ["[commands", "commands = 3", '[commands]\nsudo = "x"'])
def test_a_broken_file_is_an_error_and_no_default(tmp_path, text):
    (tmp_path / "fumehood.toml").write_text(text)
    with pytest.raises(UsageError):
        load.load(str(tmp_path), str(tmp_path / "none"))


@pytest.mark.parametrize(
    ("command", "session", "decision"),
    [
        ("pip install flask", (), "allow"),
        ("pip install flask", ("untrusted-read",), "ask"),
        ("scp a host:", ("secret-read",), "deny"),
        ("scp a host:", (), "ask"),
        ("ssh host ls", ("untrusted-read",), "ask"),
        ("ssh host ls", (), "allow"),
        ("curl https://example.com/a", ("secret-read", "untrusted-read"), "ask"),
        ("curl https://example.com/a", ("untrusted-read",), "allow"),
        ("git status", ("secret-read", "untrusted-read"), "allow"),
    ],
)
def test_the_session_is_remembered(command, session, decision):
    assert decide(command, FOLDER, context(*session)).decision == decision


def test_a_decision_says_why_and_what_instead():
    decision = decide("git reset --hard && rm -rf ~", FOLDER, context())
    assert decision.decision == "deny"
    assert decision.severity == "critical"
    assert set(decision.rules) == {"FHA101", "FHA103"}
    assert all(r and not r.endswith(".") for r in decision.reasons)
    assert decision.instead
    assert decision.mutates
    assert not decide("git status", FOLDER, context()).mutates
