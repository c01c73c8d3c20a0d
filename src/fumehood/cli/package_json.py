"""The answers of `check package` for programs."""

from collections.abc import Sequence

import msgspec

from fumehood import __version__
from fumehood.packages.answer import VERDICTS, Answer


def as_jsonl(answers: Sequence[Answer]) -> str:
    """One JSON object a line, in the order of the answers."""
    return "\n".join(map(_encode, answers))


def as_json(answers: Sequence[Answer], *, online: bool) -> str:
    """One JSON document."""
    given = [answer.verdict for answer in answers]
    counts = {verdict: given.count(verdict) for verdict in VERDICTS if verdict in given}
    return _encode(
        {
            "tool": {"name": "fumehood", "version": __version__},
            "answers": answers,
            "summary": {"names": len(answers), "by_verdict": counts, "network": online},
        }
    )


def _encode(value: object) -> str:
    """JSON in printable ASCII: what the input smuggled in stays an escape on every terminal."""
    try:
        text = msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # a lone surrogate
        text = ""
    if text.isascii() and text.isprintable():
        return text or _escaped(value)
    return _escaped(value)


def _escaped(value: object) -> str:
    import json

    return json.dumps(msgspec.to_builtins(value), separators=(",", ":")).replace("\x7f", "\\u007f")
