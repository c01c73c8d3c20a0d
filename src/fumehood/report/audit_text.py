"""The record for people: sessions, and in each what the agent did, what was decided, and why."""

from collections.abc import Iterable, Iterator
from typing import Any

from fumehood.report.paint import Paint
from fumehood.report.safe import safe
from fumehood.report.width import cut

_STYLES = {"allow": "faint", "ask": "medium", "deny": "critical"}
_SHOWN = (
    "command",
    "paths",
    "path",
    "host",
    "urls",
    "url",
    "server",
    "prompt",
    "method",
    "reason",
    "limit",
    "backend",
)
_SAID = frozenset({
    *_SHOWN, "decision", "verdict", "reasons", "rules", "tool", "event", "kind", "cwd", "call", "context", "instead", "port",
})  # fmt: skip


def audit_text(records: Iterable[dict[str, Any]], paint: Paint) -> Iterator[str]:
    """The lines to print; records of one session stand under its heading, in the order written."""
    heading: tuple[str, str, str] | None = None
    for record in records:
        own = record["session"], record["agent"], record["project"]
        if own != heading:
            if heading is not None:
                yield ""
            heading = own
            session, agent, project = (safe(each) for each in own)
            words = [f"session {session}" if session else "no session", agent, project]
            yield paint("strong", "  ".join(word for word in words if word))
        yield from _lines(record, paint)


def _lines(record: dict[str, Any], paint: Paint) -> Iterator[str]:
    data = record["data"]
    decision = str(data.get("decision", ""))
    word = decision or record["kind"]
    when = paint("faint", safe(record["time"][:19].replace("T", " ")))
    tool = safe(str(data.get("tool") or ("" if not decision else record["kind"])))
    what = cut(safe("  ".join(_what(data))), 160)
    yield f"  {when}  {paint(_STYLES.get(decision, 'step'), safe(word).ljust(6))}  {tool + ': ' if tool and what else tool}{what}"
    reasons = data.get("reasons")
    rules = data.get("rules")
    ids = f" [{', '.join(safe(str(rule)) for rule in rules)}]" if isinstance(rules, list) and rules else ""
    for number, reason in enumerate(reasons if isinstance(reasons, list) else ()):
        yield f"      {safe(str(reason))}{ids if number == 0 else ''}"
    if data.get("context"):
        whom = "user" if data.get("told") == "user" else "assistant"
        yield f"      told the {whom}: {cut(safe(str(data['context'])), 200)}"


def _what(data: dict[str, Any]) -> Iterator[str]:
    for key in _SHOWN:
        value = data.get(key)
        if key == "host" and value:
            yield f"{value}:{data['port']}" if data.get("port") else str(value)
        elif isinstance(value, list):
            yield from (str(each) for each in value[:5])
        elif value:
            yield str(value)
    yield from (
        f"{key}={value}"
        for key, value in data.items()
        if key not in _SAID and isinstance(value, str | int | float) and value != ""
    )
