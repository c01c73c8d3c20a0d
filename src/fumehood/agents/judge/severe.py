"""Which findings of the static guards stop an assistant, and how they are told."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from fumehood.core.finding import Finding

LONGEST = 300_000  # code points that are looked at: the rest of a longer text is data
_MOST_TOLD = 4


def severe(
    findings: "Iterable[Finding]", *, severity: str = "high", confidence: str = "medium"
) -> "list[Finding]":
    """Those at or above both, gravest first."""
    from fumehood.core.finding import Confidence, Severity

    least, sure = Severity(severity).rank, Confidence(confidence).rank
    found = [f for f in findings if f.severity.rank >= least and f.confidence.rank >= sure]
    return sorted(found, key=lambda f: -f.severity.rank)


def grave(finding: "Finding") -> bool:
    """Of code only what is sure: an assistant writes much of it, and each question interrupts a person."""
    return (
        not finding.rule.startswith("FHC")
        or finding.confidence.value == "high"
        or finding.severity.value == "critical"
    )


def told(findings: "list[Finding]", where: str = "") -> list[str]:
    """A sentence each, with its line; of more than a few, how many more there are."""
    beginning = f"{where}, line" if where else "line"
    sentences = [f"{beginning} {f.location.line}: {f.message}" for f in findings[:_MOST_TOLD]]
    if len(findings) > _MOST_TOLD:
        sentences.append(f"{len(findings) - _MOST_TOLD} more")
    return sentences


def rules(findings: "list[Finding]") -> list[str]:
    """The rules behind the findings, each once."""
    return list(dict.fromkeys(f.rule for f in findings))
