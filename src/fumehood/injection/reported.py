"""Turns an instruction or invisible characters into a finding: message, evidence, severity."""

from collections.abc import Mapping

from fumehood.core.finding import Confidence, Finding, Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Rule
from fumehood.injection.document import Document
from fumehood.injection.instruction import Instruction
from fumehood.injection.reading.assess import Reading

_SHOWN = 200
# What may be a secret inside an instruction is not repeated in the evidence.
_LONG_RUN = pattern(r"(?=[\w+/=.-]{0,60}\d)[A-Za-z0-9+/_=-]{24,}")
_ASKS = {
    "override": "overrides the assistant's instructions",
    "persona": "gives the assistant another role",
    "new-orders": "poses as instructions from the system",
    "prompt-leak": "asks for the system prompt",
    "answer": "dictates what the assistant answers",
    "exfiltration": "asks to send data out",
    "remote-code": "asks to run code",
    "command": "names a command that runs or sends what it should not",
    "weakens": "asks to weaken safety",
    "destroys": "asks to delete data",
    "installs": "asks to install something",
    "publishes": "asks to publish or grant something",
    "secrecy": "asks to keep it from the user",
    "remote-orders": "fetches further instructions",
    "promotion": "makes every answer promote something",
    "ransom": "asks to encrypt files",
    "phishing": "asks to get secrets out of the user",
    "payment": "asks for a payment",
    "false-report": "asks for a false report",
    "tool-call": "asks to call a tool",
    "asked-of": "asks something of its reader",
    "addressed": "addresses an assistant",
}


def asks(reading: Reading) -> str:
    """What an instruction asks for, in a few words: at most three things, the strongest first."""
    named = [s for s in sorted(reading.signs, key=lambda s: -s.points) if s.name in _ASKS and s.points >= 2]
    texts = list(dict.fromkeys(_ASKS[s.name] for s in named))[:3]
    if not texts:
        return "speaks to an assistant"
    return texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + " and " + texts[-1]


def shown(text: str) -> str:
    """The first 200 characters, on one line, with everything that does not print written as an escape."""
    text = _LONG_RUN.sub(lambda m: m[0][:4] + "\u2026", " ".join(text.split(" ")))
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode()
        for c in text[:_SHOWN]
    )


def instruction_finding(
    rule: Rule,
    document: Document,
    found: Instruction,
    where: str,
    *,
    severity: Severity | None = None,
    extra: Mapping[str, str] | None = None,
) -> Finding:
    """The finding for an instruction. A mere mention (quoted, an example) becomes low and never blocks."""
    evidence = {
        "channel": found.ways[-1] if found.ways else found.channel.label,
        "decoded": shown(_stretch(found)),
    }
    if found.ways:
        evidence["encoding"] = " in ".join(reversed(found.ways))
        evidence["carrier"] = found.channel.label
    evidence["why"] = found.reading.why
    if found.quoted:
        evidence["mention"] = found.quoted
    evidence.update(extra or {})
    return rule.at(
        document.source,
        found.start,
        found.end,
        f"{where} {asks(found.reading)}" + (f" (a mere mention: {found.quoted})" if found.quoted else ""),
        severity=Severity.LOW if found.quoted else severity,
        confidence=Confidence.LOW if found.quoted else None,
        evidence=evidence,
    )


def _stretch(found: Instruction) -> str:
    """The text from where the evidence begins; from the line's beginning when that is near."""
    start = found.reading.start
    line = found.read.rfind("\n", 0, start) + 1
    return found.read[line if start - line < _SHOWN // 3 else start :].strip()
