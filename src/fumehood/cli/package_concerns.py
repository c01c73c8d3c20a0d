"""What the packages guard thinks of a package that a command is about to install: the port of `commands/installs.py`."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from fumehood.commands.decision import ASK, DENY
from fumehood.commands.installs import Concern, Install

if TYPE_CHECKING:
    from fumehood.packages.verdict import Judge

_WHAT = {
    "malicious": (DENY, "critical", "which is malicious"),
    "absent": (ASK, "high", "which does not exist"),
    "suspicious": (ASK, "high", "which is suspicious"),
    "unchecked": (ASK, "medium", "which nobody could check"),
}


def package_concerns(
    folder: str, config: str | None, *, none: bool = False
) -> Callable[[Install], Concern | None]:
    """A function that tells what is wrong with a package, offline; None when nothing is.

    The package index is opened at the first question, with the lists of `fumehood.toml` (`known`, `malicious`,
    `private`) that hold in `folder`.

    Raises:
        UsageError: when asked, the configuration is not valid.
    """
    made: list[Judge] = []

    def concern_of(package: Install) -> Concern | None:
        if package.ecosystem not in ("pypi", "npm", "conda"):
            return _unlisted(package)
        if not made:
            made.append(_judge(folder, config, none=none))
        return _concern(package, made[0]) if package.ecosystem != "conda" else _of_conda(package, made[0])

    return concern_of


_VERSION = re.compile(r"[@:=<>~!^\[ ].*")


def _unlisted(package: Install) -> Concern | None:
    """What is thought of a package of an ecosystem that no list here covers: well known, or nobody could check."""
    from fumehood.packages.well_known import is_well_known

    name = _VERSION.sub("", package.text.rpartition("::")[2])
    if package.elsewhere or not name or is_well_known(name, package.ecosystem):
        return None
    return Concern(
        ASK, "medium", "FHP008", f"installs {name}, which nobody could check: no list here covers {package.ecosystem}",
        "look at the package's page, its source and where the library documents itself first",
    )  # fmt: skip


def _of_conda(package: Install, judge: "Judge") -> Concern | None:
    """Most of conda's packages have the name that they have on PyPI; another one is known, or unchecked."""
    name = _VERSION.sub("", package.text.rpartition("::")[2])
    listed = name and judge.answer(name, "pypi").verdict not in _WHAT
    return None if listed else _unlisted(package)


def _judge(folder: str, config: str | None, *, none: bool) -> "Judge":
    from fumehood.core.config import load
    from fumehood.packages.verdict import Judge

    packages = load(folder, config, none=none)[0].packages
    return Judge(known=packages.known, malicious=packages.malicious, private=packages.private)


def _concern(package: Install, judge: "Judge") -> Concern | None:
    from fumehood.packages.conclude import rule_for
    from fumehood.packages.names import parse

    text = package.text
    if package.ecosystem == "pypi" and " @ " not in text:  # `ruff@latest`, as uv and poetry write it
        text = text.partition("@")[0]
    name = parse(text, package.ecosystem)
    answer = judge.answer(name.name, name.ecosystem)
    if answer.verdict not in _WHAT:
        return None
    if package.elsewhere and answer.verdict != "malicious":
        return None  # another index is named, of which no list here knows anything
    decision, severity, what = _WHAT[answer.verdict]
    why = answer.reasons[0].message if answer.reasons else ""
    meant = f"install `{answer.suggestions[0]}`, if that is what is meant" if answer.suggestions else ""
    return Concern(
        decision,
        severity,
        rule_for(answer)[0].id,
        f"installs {name.name}, {what}: {why}",
        meant or "look at the package's page, its source and where the library documents itself first",
    )
