"""Scripts in HTML, also in single-file components; comments are left to the guards."""

import re
from collections.abc import Iterator

from fumehood.core.patterns import pattern
from fumehood.core.source import Source

_SCRIPT = pattern(r"<(?P<tag>script|py-script|mpy-script)\b(?P<attributes>[^<>]{0,2000})>", re.IGNORECASE)
_KIND = pattern(r"(?:^|\s)(?P<name>type|lang)\s{0,9}=\s{0,9}[\"']?(?P<value>[\w./+-]{1,60})", re.IGNORECASE)
_LANGUAGES = {
    "": "javascript", "module": "javascript", "text/javascript": "javascript", "application/javascript": "javascript",
    "text/ecmascript": "javascript", "text/babel": "javascript", "text/jsx": "javascript", "js": "javascript",
    "jsx": "javascript", "javascript": "javascript", "ts": "typescript", "tsx": "typescript",
    "typescript": "typescript", "text/typescript": "typescript",
    "application/json": "json", "application/ld+json": "json", "importmap": "json", "speculationrules": "json",
    "py": "python", "mpy": "python", "text/python": "python", "text/x-python": "python", "text/pyscript": "python",
}  # fmt: skip


def find(source: Source) -> Iterator[Source]:
    """The contents of each script element, by its type; templates and unknown types are left out."""
    text = source.text
    if "<script" not in source.lower and "py-script" not in source.lower:
        return
    at, absent = 0, set[str]()
    while opened := _SCRIPT.search(text, at):
        tag, at = opened["tag"].lower(), opened.end()
        if opened["attributes"].endswith("/"):
            continue
        end = len(text)
        if tag not in absent:
            closed = re.compile(rf"</{tag}", re.IGNORECASE).search(text, at)
            if closed is None:
                absent.add(tag)
            else:
                end = closed.start()
        kind = "py" if tag != "script" else ""
        for attribute in _KIND.finditer(opened["attributes"]):
            kind = attribute["value"].lower()
        language = _LANGUAGES.get(kind)
        if language and text[at:end].strip():
            yield source.slice(at, end, language)
        at = end
