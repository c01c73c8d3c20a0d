"""Writes Python literals as a person would."""

from collections.abc import Sequence


def string(text: str) -> str:
    """A string literal for a text: double quotes, three of them where it has several lines."""
    if "\n" in text.strip("\n") or text.count("\n") > 1:
        body = text.replace("\\", "\\\\").replace('"""', '\\"""')
        if not body.endswith('"'):
            return f'"""{body}"""'
    body = (
        text.encode("unicode_escape").decode("ascii")
        if not text.isprintable()
        else text.replace("\\", "\\\\")
    )
    return '"' + body.replace('"', '\\"') + '"'


def f_string(parts: Sequence[tuple[str, bool]]) -> str | None:
    """An f-string of parts: constants (False) and expressions' source (True); None where quotes would clash."""
    out = []
    for text, is_value in parts:
        if is_value:
            if any(c in text for c in '"\\\n{}#!') or (":" in text and "[" not in text):
                return None
            out.append("{" + text + "}")
        else:
            out.append(string(text)[1:-1].replace("{", "{{").replace("}", "}}"))
    return 'f"' + "".join(out) + '"'


def list_of(items: Sequence[str]) -> str:
    """A list display."""
    return "[" + ", ".join(items) + "]"


def tuple_of(items: Sequence[str]) -> str:
    """A tuple display."""
    return "(" + ", ".join(items) + (",)" if len(items) == 1 else ")")
