"""A decision about a command: what, how grave, by which rules, why, and what to do instead."""

from fumehood.commands.effect import Effect

ALLOW, ASK, DENY = "allow", "ask", "deny"
STRICTNESS = {ALLOW: 0, ASK: 1, DENY: 2}
SEVERITIES = {"low": 0, "medium": 1, "high": 2, "critical": 3}
_MUTATING = frozenset({
    "write", "delete", "device", "system", "discard-work", "rewrite-history", "run-download", "run-hidden", "unparsed", "remote-shell", "persist", "permission", "install", "assistant", "account", "protection", "trace", "load-code", "escalate", "exhaust",
})  # fmt: skip


class Decision:
    """`decision` is allow, ask or deny; `severity` that of the gravest reason ("low" when all is allowed).

    `rules` are the ids of the documented rules behind it, `reasons` one sentence each, `instead` safer ways,
    `effects` everything that the command would do, `policy` the names of the policy's rules.
    """

    __slots__ = ("decision", "effects", "instead", "policy", "reasons", "rules", "severity")

    def __init__(
        self,
        decision: str,
        severity: str = "low",
        rules: tuple[str, ...] = (),
        reasons: tuple[str, ...] = (),
        instead: tuple[str, ...] = (),
        effects: tuple[Effect, ...] = (),
        policy: tuple[str, ...] = (),
    ) -> None:
        self.decision = decision
        self.severity = severity
        self.rules = rules
        self.reasons = reasons
        self.instead = instead
        self.effects = effects
        self.policy = policy

    @property
    def mutates(self) -> bool:
        """Whether the command may change files of the project: worth a snapshot before it runs."""
        return any(
            e.kind in _MUTATING and "remote" not in e.flags and "container" not in e.flags
            for e in self.effects
        )

    def __repr__(self) -> str:
        return (
            f"Decision({self.decision}, {self.severity}, {' '.join(self.rules)}: {'; '.join(self.reasons)})"
        )
