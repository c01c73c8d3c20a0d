"""The packages that a command installs: named as data, and a decision that knows what is thought of them.

What is known of a package's name belongs to another guard; whoever has both hands its answers in as a port.
"""

from fumehood.commands.decision import ASK, DENY, SEVERITIES, STRICTNESS, Decision

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 200  # names of one command that are asked about
_MOST_REASONS = 6


class Install:
    """A package that a command line names: `text` as it was written (`flask>=3`, `@types/node@22`)."""

    __slots__ = ("ecosystem", "elsewhere", "text")

    def __init__(self, ecosystem: str, text: str, *, elsewhere: bool) -> None:
        self.ecosystem = ecosystem
        self.text = text
        self.elsewhere = elsewhere  # the command names another index, which may well hold it


class Concern:
    """Why a package is none to install: the rule that says so, how grave, one sentence, and what to do instead."""

    __slots__ = ("decision", "instead", "reason", "rule", "severity")

    def __init__(self, decision: str, severity: str, rule: str, reason: str, instead: str = "") -> None:
        self.decision = decision
        self.severity = severity
        self.rule = rule
        self.reason = reason
        self.instead = instead


def installs(decision: Decision) -> list[Install]:
    """The packages of every installation in the command, each once."""
    found: dict[tuple[str, str], Install] = {}
    for effect in decision.effects:
        if effect.kind == "install":
            for text in effect.names:
                one = Install(effect.what, text, elsewhere="other-index" in effect.flags)
                found.setdefault((effect.what, text), one)
    return list(found.values())


def with_packages(decision: Decision, concern_of: "Callable[[Install], Concern | None]") -> Decision:
    """The decision, made stricter by what `concern_of` says of the packages; never milder."""
    named = installs(decision)
    concerns = [c for c in map(concern_of, named[:_MOST]) if c is not None]
    if len(named) > _MOST:
        concerns.append(Concern(ASK, "medium", "FHA112", f"installs more than {_MOST} packages at once"))
    if not concerns:
        return decision
    concerns.sort(key=lambda c: (-STRICTNESS[c.decision], -SEVERITIES[c.severity]))
    strictest = concerns[0].decision
    own = [c.reason for c in concerns]
    both = [*own, *decision.reasons] if decision.decision != DENY else [*decision.reasons, *own]
    return Decision(
        max(strictest, decision.decision, key=lambda d: STRICTNESS[d]),
        max([c.severity for c in concerns] + [decision.severity], key=lambda s: SEVERITIES[s]),
        tuple(dict.fromkeys([*decision.rules, *(c.rule for c in concerns)])),
        tuple(dict.fromkeys(both))[:_MOST_REASONS],
        tuple(dict.fromkeys([*(c.instead for c in concerns if c.instead), *decision.instead]))[:3],
        decision.effects,
        decision.policy,
    )
