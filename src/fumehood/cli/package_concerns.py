"""What the packages guard thinks of a package that a command is about to install: the port of `commands/installs.py`."""

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
        if package.ecosystem not in ("pypi", "npm"):
            return None
        if not made:
            made.append(_judge(folder, config, none=none))
        return _concern(package, made[0])

    return concern_of


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
