"""Policy from TOML: `[commands]` of the user's own file may loosen, that of a project may only tighten.

[commands]
sudo = "deny"                      # allow, ask (default) or deny

[[commands.rule]]                  # as in default.toml; the user's rules come before those shipped
name = "our-cluster"
kinds = ["destroy-remote"]
on = ["cluster"]
decision = "deny"
reason = "nobody deletes from the cluster by hand"
match = ["kubectl delete pod x"]
not-match = ["kubectl get pods"]
"""

import os

from fumehood.commands.decision import STRICTNESS
from fumehood.commands.policy.policy import Policy
from fumehood.commands.policy.rule import PolicyRule, problem_in
from fumehood.core.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_LARGEST = 1_048_576  # bytes of a configuration file
_SETTINGS = ("sudo",)


def policy_from(user: "Mapping[str, Any]", project: "Mapping[str, Any]") -> tuple[Policy, list[str]]:
    """The policy of a user's and a project's `[commands]` tables, and notices about what was not followed.

    Raises:
        UsageError: a table is ill-formed, or an example of a rule fails.
    """
    from fumehood.commands.policy.shipped_rules import RULES

    own, settings = _read(user, "your fumehood.toml")
    theirs, wanted = _read(project, "the project's fumehood.toml")
    notices = []
    for name, value in wanted.items():
        if STRICTNESS[value] > STRICTNESS[settings.get(name, "ask")]:
            settings[name] = value
        elif value != settings.get(name, "ask"):
            notices.append(f"`commands.{name}` of the project would loosen the policy: not followed")
    notices += [
        f"rule {r.name} of the project would loosen the policy: not followed"
        for r in theirs
        if r.decision == "allow"
    ]
    policy = Policy(
        (*own, *(PolicyRule(t) for t in RULES)), (r for r in theirs if r.decision != "allow"), settings
    )
    for rules, where in ((own, "your fumehood.toml"), (theirs, "the project's fumehood.toml")):
        for rule in rules:
            failing = failing_example(rule)
            if failing:
                raise UsageError(f"{where}: rule {rule.name}: {failing}", "mend the rule or its example")
    return policy, notices


def _read(table: "Mapping[str, Any]", where: str) -> tuple[list[PolicyRule], dict[str, str]]:
    rules: list[PolicyRule] = []
    settings: dict[str, str] = {}
    for key, value in table.items():
        if key == "rule" and isinstance(value, list) and all(isinstance(v, dict) for v in value):
            for number, each in enumerate(value, 1):
                if problem := problem_in(each, number):
                    raise UsageError(f"{where}: {problem[0]}", problem[1])
                rules.append(PolicyRule(each))
        elif key in _SETTINGS and value in STRICTNESS:
            settings[key] = value
        else:
            raise UsageError(
                f"{where}: `commands.{key}` is not known, or has a wrong value",
                "known are `sudo` (allow, ask or deny) and `[[commands.rule]]`",
            )
    return rules, settings


def failing_example(rule: PolicyRule) -> str | None:
    """The first example of a rule that does not do what it says, as a sentence; None when all do."""
    from fumehood.commands.analyse import analyse
    from fumehood.commands.context import Context

    context = Context(project="/home/user/work/project")
    alone = Policy([rule])
    for command in rule.match:
        if not any(
            alone.rule_for(e, rule.after) for e in analyse(command, "/home/user/work/project", context)
        ):
            return f"`{command}` should match and does not"
    for command in rule.not_match:
        if any(alone.rule_for(e, rule.after) for e in analyse(command, "/home/user/work/project", context)):
            return f"`{command}` should not match and does"
    return None


def load(cwd: str, config_folder: str, explicit: str | None = None) -> tuple[Policy, list[str]]:
    """The policy for commands that run in `cwd`: the user's file, the nearest project file, and the shipped rules.

    A file named by `explicit` counts as the user's own.

    Raises:
        UsageError: a file is not valid.
    """
    from fumehood.commands.policy.policy import shipped

    user = _table(os.path.join(config_folder, "fumehood.toml"))
    if explicit:
        user = {**user, **_table(explicit, must_exist=True)}
    project = _project_table(cwd)
    if not user and not project:
        return shipped(), []
    return policy_from(user, project)


def _project_table(cwd: str) -> "Mapping[str, Any]":
    folder = os.path.realpath(cwd)
    while True:
        own = os.path.join(folder, "fumehood.toml")
        if os.path.exists(own):
            return _table(own)
        shared = os.path.join(folder, "pyproject.toml")
        if os.path.exists(shared) and (found := _table(shared, nested=True)):
            return found
        if folder == os.path.dirname(folder) or os.path.exists(os.path.join(folder, ".git")):
            return {}
        folder = os.path.dirname(folder)


def _table(path: str, *, nested: bool = False, must_exist: bool = False) -> "Mapping[str, Any]":
    """The `[commands]` table of a file; empty when the file has none or does not exist."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if must_exist:
            raise UsageError(f"cannot read {path}: {error.strerror}", "name a file that exists") from None
        return {}
    try:
        if os.fstat(descriptor).st_mode & 0o170000 != 0o100000:
            raise UsageError(f"{path} is no regular file", "remove it, or name another with --config")
        raw = os.read(descriptor, _LARGEST + 1)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}", "mend the file") from None
    finally:
        os.close(descriptor)
    if b"commands" not in raw:
        return {}
    if len(raw) > _LARGEST:
        raise UsageError(f"{path} is larger than 1 MiB", "make it smaller")
    import tomllib

    try:
        table: Any = tomllib.loads(raw.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        if nested:
            return {}
        raise UsageError(f"{path} is not valid TOML: {error}", "mend the file") from None
    if nested:
        table = table.get("tool", {}).get("fumehood", {})
    found = table.get("commands", {})
    if not isinstance(found, dict):
        raise UsageError(f"{path}: `commands` is a table", "write [commands]")
    return found
