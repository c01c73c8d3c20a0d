"""Turns policy, project and command into a plan: a value that says all and does nothing."""

import os

from fumehood.core.errors import UsageError
from fumehood.core.named_tuple import NamedTuple
from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.policy import Limits, Policy
from fumehood.sandbox.survey import Survey
from fumehood.sandbox.system import System

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from fumehood.sandbox.covers.known import Cover

PROXY = "http://127.0.0.1:3128"
_PASSED = (
    "PATH", "LANG", "TERM", "COLORTERM", "TZ", "LINES", "COLUMNS", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL",
    "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
)  # fmt: skip
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
OF_REPOSITORIES = (
    "hooks",
    "config",
    "config.worktree",
    "modules",
    "worktrees",
    "info",
    "commondir",
    "rebase-merge",
)
"""What git obeys in a repository's own folder."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


class Plan(NamedTuple):
    """What a backend carries out. Paths are absolute; `masked` files show fake content and are read-only.

    `covered` files show their own content without the secrets. With an overlay they can be written, unless they are
    among the masked ones as well, as they are in all other workspaces. `copied`: bubblewrap works on a copy, where no
    overlay can be laid.

    `texts` are small files of the private home, `state` folders of the host that are writable at a place inside, `joined`
    symbolic links of the home; `private` names the variables whose values are nobody else's business. `local_sockets`: the
    command may make Unix sockets, since none of the host's is in view.
    """

    backend: str
    workspace: str
    project: str
    folder: str
    home: str
    user: str
    command: tuple[str, ...]
    environment: tuple[tuple[str, str], ...]
    shown: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    writable: tuple[str, ...]
    masked: tuple[str, ...]
    kept: tuple[str, ...]
    fixed: tuple[str, ...]
    net: str
    hosts: tuple[str, ...]
    limits: Limits
    covered: "tuple[Cover, ...]" = ()
    profile: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    state: tuple[tuple[str, str], ...] = ()
    joined: tuple[tuple[str, str], ...] = ()
    private: tuple[str, ...] = ()
    copied: bool = False
    local_sockets: bool = False

    def shell_words(self) -> str:
        """The command as one would type it."""
        return " ".join(_quoted(word) for word in self.command)


class Needs(NamedTuple):
    """What a run gets beside what every run gets: of the home, of the environment, of the network.

    Fields are as in `Plan`; `environment` holds values to set, `passed` names of the user's own variables.
    """

    profile: str = ""
    hosts: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    passed: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    state: tuple[tuple[str, str], ...] = ()
    joined: tuple[tuple[str, str], ...] = ()


NOTHING_MORE = Needs()


def plan(
    policy: Policy,
    project: str,
    command: tuple[str, ...],
    *,
    variables: "Mapping[str, str]",
    home: str,
    system: System,
    survey: Survey,
    covers: "tuple[Cover, ...]" = (),
    needs: Needs = NOTHING_MORE,
) -> Plan:
    """The plan of running `command` in `project`; `covers` are secrets inside files that `survey` does not name.

    Raises:
        UsageError: the project is so wide that nothing would be left outside, or the network cannot be had so.
    """
    refuse_wide(project, home)
    if policy.net == "allow" and not policy.hosts:
        raise UsageError(
            "`--net allow` names no host", "add --allow-host HOST for each host that may be reached"
        )
    if policy.hosts and policy.net != "allow":
        raise UsageError("`--allow-host` has no effect without `--net allow`", "add --net allow")
    masked = survey.secrets
    if policy.workspace != "overlay":
        masked = _with_covered(project, masked, covers)
    kept, fixed = _protected(project, survey) if policy.workspace == "direct" else ((), ())
    return Plan(
        backend=policy.backend,
        workspace=policy.workspace,
        project=project,
        folder=project,
        home=home,
        user=system.user,
        command=command,
        environment=_environment(policy, variables, home, system.user, needs),
        shown=system.shown + needs.shown + policy.ro,
        links=system.links,
        writable=policy.rw,
        masked=masked,
        kept=kept,
        fixed=tuple(p for p in fixed if p not in masked),
        net=policy.net,
        hosts=policy.hosts,
        limits=policy.limits,
        covered=covers,
        profile=needs.profile,
        texts=needs.texts,
        state=needs.state,
        joined=needs.joined,
        private=policy.env + needs.passed,
        local_sockets=_nothing_shared(policy),
    )


def _nothing_shared(policy: Policy) -> bool:
    """Whether no socket of the host's can be in view: a file that is shared as it is would be one on both sides.

    Through an overlay a socket's file is another one, and nobody listens there.
    """
    if policy.workspace != "overlay" or policy.rw:
        return False
    if policy.ro:
        from fumehood.sandbox.sockets import none_below

        return none_below(policy.ro)
    return True


def refuse_wide(project: str, home: str) -> None:
    """Refuses a project with the home or the system in it; for before a survey too, which would read all of it.

    Raises:
        NoSandboxError: it is or holds the home folder.
        UsageError: it is or holds a part of the system.
    """
    if project in ("/", home) or home.startswith(project + "/"):
        raise NoSandboxError(
            f"the project would be {project}, which holds your home folder",
            "change into the project's folder first",
        )
    if any(
        project == top or top.startswith(project + "/") for top in ("/usr", "/etc", "/proc", "/dev", "/sys")
    ):
        raise UsageError(
            f"{project} is a part of the system, not a project", "change into a project's folder"
        )


def _with_covered(project: str, masked: tuple[str, ...], covers: "tuple[Cover, ...]") -> tuple[str, ...]:
    return tuple(sorted({*masked, *(os.path.join(project, cover.path) for cover in covers)}))


def _environment(
    policy: Policy, variables: "Mapping[str, str]", home: str, user: str, needs: Needs
) -> tuple[tuple[str, str], ...]:
    passed = {k: v for k, v in variables.items() if k in _PASSED or k.startswith("LC_")}
    passed.setdefault("PATH", _PATH)
    passed |= {"HOME": home, "USER": user, "LOGNAME": user, "TMPDIR": "/tmp", "SHELL": "/bin/sh"}  # noqa: S108
    if policy.net == "allow":
        passed |= dict.fromkeys(_PROXIES, PROXY)
        # What the user named by its address is outside; all other loopback is the room's own.
        own = ",".join(one for one in _LOOPBACK if not any(host.startswith(one) for host in policy.hosts))
        passed |= {"no_proxy": own, "NO_PROXY": own}
        passed["NODE_USE_ENV_PROXY"] = "1"  # Node.js asks no proxy by itself
    passed |= dict(needs.environment)
    passed |= {name: variables[name] for name in (*needs.passed, *policy.env) if name in variables}
    return tuple(sorted(passed.items()))


def _protected(project: str, survey: Survey) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Folders that must stay where they are, and what is read-only although the project is writable."""
    kept = list(survey.repositories)
    fixed = [*survey.settings, *survey.links, *survey.hooks]
    for repository in survey.repositories:
        fixed += [os.path.join(repository, name) for name in OF_REPOSITORIES]
    # A folder above could be renamed and made anew without the protection, unless it is a mount itself.
    for path in (*survey.repositories, *survey.settings, *survey.links, *survey.hooks):
        above = os.path.dirname(path)
        while above.startswith(project + "/"):
            kept.append(above)
            above = os.path.dirname(above)
    return tuple(sorted(set(kept))), tuple(fixed)


def for_people(plan: Plan) -> Plan:
    """The plan without the values of the user's own variables."""
    own = set(plan.private)
    shown = tuple((name, "<yours>" if name in own else value) for name, value in plan.environment)
    return plan._replace(environment=shown)


def describe(plan: Plan, argv: tuple[str, ...]) -> str:
    """The plan in lines for people: view, network, limits and the backend's own command line."""
    plan = for_people(plan)
    limits = plan.limits
    rows = [
        ("backend", plan.backend),
        *((("profile", plan.profile),) if plan.profile else ()),
        ("command", " ".join(plan.command)),
        ("workspace", f"{plan.workspace} {plan.project}" + (" (a copy)" if plan.copied else "")),
        ("home", f"private, at {plan.home}"),
        *(("read-only", path) for path in plan.shown),
        *(("writable", path) for path in plan.writable),
        *(("kept", f"{place}, in {source}") for source, place in plan.state),
        *(("link", f"{link} to {target}") for target, link in plan.joined),
        *(("file", f"{path}: {' '.join(text.split())}") for path, text in plan.texts),
        *(("masked", path) for path in plan.masked),
        *(("values of", path) for path in _only_covered(plan)),
        *(("protected", path) for path in plan.fixed),
        *(("environment", f"{name}={value}") for name, value in plan.environment),
        ("network", plan.net + "".join(f" {host}" for host in plan.hosts)),
        ("sockets", "of its own" if plan.local_sockets else "none by path: files are shared with the host as they are"),
        ("limits", _limits(limits)),
        ("argv", " ".join(_quoted(word) for word in argv)),
    ]  # fmt: skip
    return "\n".join(f"{name:<12} {value}" for name, value in rows)


def _only_covered(plan: Plan) -> list[str]:
    paths = [os.path.join(plan.project, cover.path) for cover in plan.covered]
    return [path for path in paths if path not in plan.masked]


def _limits(limits: Limits) -> str:
    end = "none" if limits.time is None else f"{limits.time:g} s"
    return f"memory {limits.memory} bytes, processes {limits.pids}, disk {limits.disk} bytes, time {end}"


def _quoted(word: str) -> str:
    return (
        word
        if word and all(c.isalnum() or c in "-_./=:,+@%" for c in word)
        else "'" + word.replace("'", "'\\''") + "'"
    )
