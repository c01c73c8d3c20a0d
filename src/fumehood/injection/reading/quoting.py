"""Whether an instruction is only talked about: quoted, shown as code, or given as an example.

The place around it decides, never the name of the file: an attacker can name a file too.
"""

import re

from fumehood.injection.channel import Channel, Passage
from fumehood.injection.reading.assess import Reading

_AROUND = 160
_QUOTES = {
    '"': '"',
    "'": "'",
    "\u201c": "\u201d",
    "\u2018": "\u2019",
    "\u00ab": "\u00bb",
    "`": "`",
    "\u201e": "\u201c",
}
_ABOUT = re.compile(
    r"\b(?:for example|for instance|e\.g\.|such as|examples? of|an? (?:attack|attacker|adversar\w+|malicious|hidden|hostile|injected|poisoned)|"
    r"attack(?:er)?s?\b|adversar\w+|prompt[- ]injections?|jailbreak(?:s|ing)?|payloads?|malicious(?:ly)?|phrases? (?:like|such)|"
    r"(?:texts?|strings?|inputs?|instructions?|messages?|content) (?:like|such as|that (?:say|tell|ask|read))|detects?|detection|defen[cs]es?|"
    r"vulnerab\w+|exploit\w*|mitigat\w+|owasp|red[- ]team\w*|scans? for|flags?|filters?|blocks?|test cases?|"
    r"angreifer\w*|angriff\w*|attaquant\w*|atacante\w*|hyökkä\w*)\b",
    re.IGNORECASE,
)


def quoted(passage: Passage, reading: Reading) -> str:
    """Why the evidence is a mere mention: "quotes", "code span", "fence", "example", or "" when it is not."""
    text = passage.text
    core = [
        s for s in reading.signs if s.points >= 3 and s.family in ("seize", "steer", "act", "hush")
    ] or reading.signs
    start, end = min(s.start for s in core), max(s.end for s in core)
    about = _ABOUT.search(text[max(0, start - _AROUND) : start]) or _ABOUT.search(text[end : end + _AROUND])
    mark = _enclosing(text, start, end)
    if mark == "`":
        return "code span"
    if mark and (
        about or passage.channel in (Channel.VISIBLE, Channel.DOCSTRING, Channel.COMMENT, Channel.DETAILS)
    ):
        return "quotes"
    if passage.channel is Channel.FENCE and about:
        return "fence"
    return (
        "example"
        if about and passage.channel is not Channel.HTML_COMMENT and _declarative(text, start)
        else ""
    )


def _enclosing(text: str, start: int, end: int) -> str:
    """The quotation mark that opens before `start` and closes behind `end` on nearby text, or ""."""
    before = text[max(0, start - _AROUND) : start]
    after = text[end : end + 300]
    for opens, closes in _QUOTES.items():
        at = before.rfind(opens)
        if at < 0 or (opens != "`" and at and before[at - 1].isalnum()):
            continue
        if opens == closes and before.count(opens) % 2 == 0:
            continue
        if "\n\n" not in before[at:] and closes in after:
            return opens
    return ""


def _declarative(text: str, start: int) -> bool:
    """Whether the sentence has begun before the evidence: it tells of an order instead of giving one."""
    head = text[max(0, start - _AROUND) : start]
    cut = max(head.rfind(mark) for mark in (". ", "! ", "? ", ".\n", "\n\n", ": "))
    return len(head[cut + 1 :].split()) >= 2
