"""What changed in a definition, word by word."""

import json
import re
from typing import Any

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_AROUND = 4  # words shown on each side
_LONGEST = 4_000


def word_diff(before: dict[str, Any], after: dict[str, Any]) -> str:
    """The changed keys, each with removed words as `[-…-]` and added ones as `{+…+}`."""
    parts = []
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if old != new:
            parts.append(f"{key}: {_between(_text(old), _text(new))}")
    text = "; ".join(parts)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)


def _between(old: str, new: str) -> str:
    import difflib

    a, b = _WORDS.findall(old[:50_000]), _WORDS.findall(new[:50_000])
    if len(a) * len(b) > 4_000_000:
        return f"[-{len(old)} characters-] {{+{len(new)} characters+}}"
    shown = []
    for what, a0, a1, b0, b1 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            same = a[a0:a1]
            short = len(same) <= 4 * _AROUND
            shown.append("".join(same if short else [*same[: 2 * _AROUND], " … ", *same[-2 * _AROUND :]]))
            continue
        if a1 > a0:
            shown.append(f"[-{''.join(a[a0:a1])}-]")
        if b1 > b0:
            shown.append(f"{{+{''.join(b[b0:b1])}+}}")
    return "".join(shown)
