"""One record as a line: canonical JSON, chained to the record before by SHA-256.

Canonical JSON here: keys sorted, no spaces, everything beyond ASCII escaped. The hash is that of the line
without its last member, `hash`; `prev` is the hash of the record before, sixty-four zeros for the first.
"""

import time

from fumehood.audit.canonical import canonical, sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeGuard

FIRST = "0" * 64
LONGEST_TEXT = 8_192  # code points of one text; what is cut off is said
LARGEST_LINE = 262_144  # bytes
_MOST_ITEMS = 200
_DEEPEST = 6
_TAIL = len(',"hash":""}') + 64


def line_of(
    number: int, prev: str, kind: str, session: str, agent: str, project: str, data: "Mapping[str, object]"
) -> tuple[bytes, str]:
    """The line of a record, with its newline, and its hash; `data` must be clean already."""
    now = time.time_ns()
    stamp = f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(now // 10**9))}.{now // 10**6 % 1000:03d}Z"
    table = {
        "agent": agent,
        "data": data,
        "kind": kind,
        "n": number,
        "prev": prev,
        "project": project,
        "session": session,
        "time": stamp,
    }
    body = canonical(table)
    if len(body) > LARGEST_LINE:
        table["data"] = {"left_out": f"{len(body)} bytes, more than a record may have"}
        body = canonical(table)
    head = sha256(body.encode("ascii"))
    return f'{body[:-1]},"hash":"{head}"}}\n'.encode("ascii"), head


def read_line(line: bytes) -> "dict[str, Any] | None":
    """The record of a line (without newline) whose hash fits its content; None when it does not, or is none."""
    if len(line) <= _TAIL or line[-_TAIL : -_TAIL + 9] != b',"hash":"' or not line.endswith(b'"}'):
        return None
    head = line[-66:-2]
    if sha256(line[:-_TAIL] + b"}").encode("ascii") != head:
        return None
    import json

    try:
        table = json.loads(line)
    except (ValueError, RecursionError):
        return None
    fits = (
        isinstance(table, dict)
        and isinstance(table.get("n"), int)
        and isinstance(table.get("data"), dict)
        and all(
            isinstance(table.get(k), str) for k in ("prev", "kind", "session", "agent", "project", "time")
        )
    )
    return table if fits else None


def clean(
    value: object, redact: "Callable[[str], str]", covered: "Callable[[str], bool]", depth: int = 0
) -> "Any":
    """The value as plain JSON of bounded size, every text redacted.

    `covered` says of a key that its value is a secret whatever it looks like.
    """
    if isinstance(value, str):
        return clean_text(value, redact)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else str(value)  # NaN and infinity are no JSON
    if depth >= _DEEPEST:
        return "…"
    if _is_mapping(value):
        made: dict[str, Any] = {}
        for key, each in value.items():
            name = clean_text(str(key)[:200], redact)
            if len(made) >= _MOST_ITEMS:
                made["left_out"] = len(value) - _MOST_ITEMS
                break
            secret = covered(str(key)) and isinstance(each, str | int | float) and not isinstance(each, bool)
            made[name] = "[redacted]" if secret and each else clean(each, redact, covered, depth + 1)
        return made
    if isinstance(value, list | tuple | set | frozenset):
        items = list(value) if isinstance(value, list | tuple) else sorted(map(str, value))
        shown = [clean(each, redact, covered, depth + 1) for each in items[:_MOST_ITEMS]]
        return [*shown, f"… {len(items) - _MOST_ITEMS} more"] if len(items) > _MOST_ITEMS else shown
    return clean_text(str(value), redact)


def _is_mapping(value: object) -> "TypeGuard[Mapping[str, object]]":
    return hasattr(value, "items")


def clean_text(text: str, redact: "Callable[[str], str]") -> str:
    """The text redacted, and cut to `LONGEST_TEXT`; the cut comes after, so that no half of a token is left."""
    if len(text) <= LONGEST_TEXT // 2 and len(text := redact(text)) <= LONGEST_TEXT:
        return text
    rest = len(text) - 4 * LONGEST_TEXT
    text = redact(text[: 4 * LONGEST_TEXT])
    if rest > 0 or len(text) > LONGEST_TEXT:
        return f"{text[:LONGEST_TEXT]}… {max(rest, 0) + max(len(text) - LONGEST_TEXT, 0)} more characters"
    return text
