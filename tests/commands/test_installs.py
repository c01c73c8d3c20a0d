"""The packages that a command installs are data, and what is thought of them makes a decision stricter, never milder."""

import pytest

from fumehood.commands.context import Context
from fumehood.commands.decide import decide
from fumehood.commands.installs import Concern, installs, with_packages

FOLDER = "/home/user/work/project"
CONTEXT = Context(home="/home/user", project=FOLDER)


def named(command):
    return [(i.ecosystem, i.text) for i in installs(decide(command, FOLDER, CONTEXT))]


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("pip install flask 'django>=4'", [("pypi", "flask"), ("pypi", "django>=4")]),
        ("python3 -m pip install -U flask", [("pypi", "flask")]),
        ("sudo pip3 install flask", [("pypi", "flask")]),
        ("bash -c 'uv add flask'", [("pypi", "flask")]),
        ("uvx ruff check", [("pypi", "ruff")]),
        ("npm i -D vitest @types/node@22", [("npm", "vitest"), ("npm", "@types/node@22")]),
        ("yarn global add serve", [("npm", "serve")]),
        ("npx eslint .", [("npm", "eslint")]),
        ("x=flask; pip install $x", [("pypi", "flask")]),
        ("pip install -r requirements.txt -e . ./wheel.whl git+https://github.com/a/b", []),
        ("pip install $UNKNOWN", []),
        ("npm audit fix", []),
        ("npm ci", []),
        ("echo pip install flask", []),
        ("pip install --help flask", []),
    ],
)
def test_names(command, names):
    assert named(command) == names


def test_another_index_is_noted():
    found = installs(decide("pip install --index-url https://pkgs.example/simple thing", FOLDER, CONTEXT))
    assert [i.elsewhere for i in found] == [True]


def test_a_concern_makes_it_stricter():
    allowed = decide("pip install nosuch", FOLDER, CONTEXT)
    assert allowed.decision == "allow"
    made = with_packages(allowed, lambda p: Concern("ask", "high", "FHP001", f"no {p.text}", "look it up"))
    assert (made.decision, made.severity, made.rules) == ("ask", "high", ("FHP001",))
    assert made.reasons == ("no nosuch",)
    assert made.instead == ("look it up",)


def test_a_denial_stays_one():
    denied = decide("rm -rf / && pip install nosuch", FOLDER, CONTEXT)
    made = with_packages(denied, lambda _: Concern("ask", "low", "FHP001", "no such name"))
    assert made.decision == "deny"
    assert made.rules[0] == denied.rules[0]
    assert made.severity == "critical"


def test_without_a_concern_nothing_changes():
    allowed = decide("pip install flask", FOLDER, CONTEXT)
    assert with_packages(allowed, lambda _: None) is allowed
