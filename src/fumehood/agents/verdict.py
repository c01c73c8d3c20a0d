"""What is answered about an event: silence, a question or a refusal, and what the assistant should know."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

ALLOW, ASK, DENY = "allow", "ask", "deny"
_RANK = {ALLOW: 0, ASK: 1, DENY: 2}
_LONGEST = 1_200  # code points of a message: it is read by a person, and by a model that pays for each


class Verdict:
    """`decision` is allow, ask or deny; `rules` are ids, `reasons` and `instead` a sentence each.

    `context` is what the assistant is told beside a result that it has already read; `mutates` says that files of
    the project may change, so that a snapshot is worth it, `targets` the absolute paths that would be deleted, of which
    those in `cheap` can be made anew. `command` is what shall run in place of the one that was asked about.
    """

    __slots__ = (
        "cheap",
        "command",
        "context",
        "decision",
        "instead",
        "mutates",
        "reasons",
        "rules",
        "targets",
    )

    def __init__(
        self,
        decision: str = ALLOW,
        rules: "Sequence[str]" = (),
        reasons: "Sequence[str]" = (),
        instead: "Sequence[str]" = (),
        *,
        context: str = "",
        mutates: bool = False,
        targets: "Sequence[str]" = (),
        cheap: "Sequence[str]" = (),
        command: str = "",
    ) -> None:
        self.decision = decision
        self.rules = tuple(rules)
        self.reasons = tuple(reasons)
        self.instead = tuple(instead)
        self.context = context
        self.mutates = mutates
        self.targets = tuple(targets)
        self.cheap = tuple(cheap)
        self.command = command

    def because(self, reason: str, *, least: str = ALLOW, command: str = "") -> "Verdict":
        """The same with one reason more, at least as strict as `least`, and with another command to run."""
        decision = self.decision if _RANK[self.decision] >= _RANK[least] else least
        return Verdict(
            decision, self.rules, (*self.reasons, reason), self.instead, context=self.context,
            mutates=self.mutates, targets=self.targets, cheap=self.cheap, command=command or self.command,
        )  # fmt: skip

    def message(self) -> str:
        """The reasons, the rules and the safer ways as one line."""
        text = "fumehood: " + "; ".join(self.reasons or ("not allowed",))
        if self.rules:
            text += f" [{', '.join(self.rules)}]"
        if self.instead:
            text += ". Instead: " + "; ".join(self.instead)
        text = " ".join(text.split())
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def strictest(verdicts: "Sequence[Verdict]") -> Verdict:
    """All verdicts as one: the strictest decision, with the reasons of all that are not allowed, gravest first."""
    if len(verdicts) == 1:
        return verdicts[0]
    grave = sorted((v for v in verdicts if v.decision != ALLOW), key=lambda v: -_RANK[v.decision])
    return Verdict(
        grave[0].decision if grave else ALLOW,
        tuple(dict.fromkeys(rule for v in grave for rule in v.rules)),
        tuple(dict.fromkeys(reason for v in grave for reason in v.reasons)),
        tuple(dict.fromkeys(way for v in grave for way in v.instead))[:3],
        context="\n".join(v.context for v in verdicts if v.context),
        mutates=any(v.mutates for v in verdicts),
        targets=[path for v in verdicts for path in v.targets],
        cheap=[path for v in verdicts for path in v.cheap],
    )
