"""From the name of a profile to what a run needs here: hosts, variables, the program, the agent's folders."""

import os
import sys
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

import fumehood
from fumehood.core.errors import UsageError
from fumehood.core.nearest import nearest
from fumehood.core.paths import config_folder
from fumehood.sandbox.plan import Needs
from fumehood.sandbox.profiles.folders import furnish
from fumehood.sandbox.profiles.profile import Profile
from fumehood.sandbox.profiles.programs import needed

NAMES = ("claude", "codex", "gemini", "aider", "cursor", "script")


class Found(NamedTuple):
    """What the run gets, and what its user should know about it."""

    needs: Needs
    notices: tuple[str, ...]


def profile(name: str) -> Profile:
    """The profile called `name`.

    Raises:
        UsageError: there is none.
    """
    if name not in NAMES:
        near = nearest(name, NAMES)
        raise UsageError(
            f"no profile `{name}`", f"did you mean `{near}`?" if near else f"one of: {', '.join(NAMES)}"
        )
    module = __import__(f"fumehood.sandbox.profiles.{name}", fromlist=["PROFILE"])
    found: Profile = module.PROFILE
    return found


def find(
    name: str,
    project: str,
    command: tuple[str, ...],
    *,
    variables: Mapping[str, str],
    home: str,
    write: bool = True,
) -> Found:
    """What `command` needs under the profile called `name`, in `project`; without `write` nothing is prepared.

    Raises:
        UsageError: there is no such profile, or a variable that names a server names none.
        NoSandboxError: the agent's folders cannot be prepared.
    """
    wanted = profile(name)
    passed = [key for key, _ in wanted.keys if variables.get(key)]
    hosts = [*wanted.hosts, *(host for key, opened in wanted.keys if key in passed for host in opened)]
    notices = []
    for variable in wanted.servers:
        if variables.get(variable):
            host = _host(variable, variables[variable])
            hosts.append(host)
            notices.append(f"{variable} is set: this run may reach {host}")
    if wanted.keys and not hosts:
        notices.append(
            f"none of {', '.join(key for key, _ in wanted.keys)} is set, so no host may be reached; "
            "set the key, or name a host by --allow-host"
        )
    own = {wanted.moved[1]: variables[wanted.moved[0]]} if variables.get(wanted.moved[0]) else {}
    state, left = furnish(name, wanted, project, home, own, write=write)
    notices += [f"did not come along: {one}" for one in left]
    program = needed(command[0], variables.get("PATH", ""), home) if wanted.programs else None
    shown = _outside(program.paths if program else (), project)
    if wanted.programs:
        shown += _outside(_ourselves(home), project)
    settings = [os.path.join(home, one) for one in wanted.settings if not _in_state(one, wanted)]
    return Found(
        Needs(
            profile=name,
            hosts=tuple(dict.fromkeys(hosts)),
            environment=tuple((key, _at_home(value, home)) for key, value in wanted.fixed),
            passed=(*passed, *(v for v in (*wanted.servers, *wanted.variables) if variables.get(v))),
            shown=tuple(dict.fromkeys([*shown, *(one for one in settings if os.path.isfile(one))])),
            state=state,
            joined=program.links if program else (),
        ),
        tuple(notices),
    )


def _host(variable: str, address: str) -> str:
    """Host and port of the server, as `--allow-host` has them; its user and path go nowhere."""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
        host = parts.hostname or ""
    except ValueError:
        host, port = "", 0
    if not host or not port:
        raise UsageError(
            f"{variable} names no server", "write https://HOST or https://HOST:PORT, or unset it"
        )
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _in_state(path: str, wanted: Profile) -> bool:
    return any(path.startswith(folder + "/") for folder in wanted.state)


def _at_home(value: str, home: str) -> str:
    return home + value[1:] if value.startswith("~/") else value


def _outside(paths: tuple[str, ...], project: str) -> list[str]:
    """Without what lies in the project, which is there anyway."""
    return [path for path in paths if not (path + "/").startswith(project + "/")]


def _ourselves(home: str) -> tuple[str, ...]:
    """This fumehood, for the hooks that it put into the agents' settings judge inside as well; and the user's policy."""
    own = [*needed(sys.executable, "", home).paths, os.path.dirname(fumehood.__file__)]
    policy = os.path.join(config_folder(), "fumehood.toml")
    shown = [path for path in own if not path.startswith("/usr/")]
    inside = [one for one in shown if any(one.startswith(other + "/") for other in shown)]
    return (*(one for one in shown if one not in inside), *([policy] if os.path.isfile(policy) else []))
