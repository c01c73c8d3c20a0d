"""Whether an instruction is only talked about: quoted, shown as code, or given as an example.

The place around it decides, never the name of the file: an attacker can name a file too.
"""

import re

from fumehood.core.patterns import pattern
from fumehood.injection.channel import Channel, Passage
from fumehood.injection.reading.assess import Reading

_AROUND = 160
_CORE = 3
_NAMED = 4
_CONTEXT = 600
_CLAUSE = pattern(
    r"(?:^|[.!?:;,(\n*>#_\u2014-]|\b(?:and|then|please|must|should|now|instead|first|so|also|but))[\s*_>#\"'(-]*$",
    re.IGNORECASE,
)
_QUOTES = {
    '"': '"',
    "'": "'",
    "\u201c": "\u201d",
    "\u2018": "\u2019",
    "\u00ab": "\u00bb",
    "`": "`",
    "\u201e": "\u201c",
}
_ABOUT = pattern(
    r"\b(?:for example|for instance|e\.g\.|such as|examples? of|an? (?:attack|attacker|adversar\w+|malicious|hidden|hostile|injected|poisoned)|"
    r"attack(?:er)?s?\b|adversar\w+|prompt[- ]injections?|jailbreak(?:s|ing)?|payloads?|malicious(?:ly)?|phrases? (?:like|such)|"
    r"(?:texts?|strings?|inputs?|instructions?|messages?|content) (?:like|such as|that (?:say|tell|ask|read))|detects?|detection|defen[cs]es?|"
    r"vulnerab\w+|exploit\w*|mitigat\w+|owasp|red[- ]team\w*|scans? for|flags?|filters?|blocks?|test cases?|"
    r"angreifer\w*|angriff\w*|attaquant\w*|atacante\w*|hyökkä\w*)\b",
    re.IGNORECASE,
)


def quoted(passage: Passage, reading: Reading, context: str = "") -> str:
    """Why the evidence is a mere mention: "quotes", "code span", "fence", "example", or "" when it is not.

    `context` is what stands before the passage in its document.
    """
    if passage.channel.hidden:
        return ""  # nobody quotes where nobody reads
    text = passage.text
    core = [
        s for s in reading.signs if s.points >= _CORE and s.family not in ("when", "tone")
    ] or reading.signs
    start, end = min(s.start for s in core), max(s.end for s in core)
    about = _ABOUT.search(text[max(0, start - _AROUND) : start]) or _ABOUT.search(text[end : end + _AROUND])
    mark = _enclosing(text, start, end)
    if mark == "`":
        return "code span"
    if mark:
        return "quotes"
    if passage.channel is Channel.FENCE and (about or _ABOUT.search(context[-_CONTEXT:])):
        return "fence"
    return "example" if about and not _ordered(text, reading, start) else ""


def _enclosing(text: str, start: int, end: int) -> str:
    """The quotation mark that opens before `start` and closes behind `end` on nearby text, or ""."""
    before = text[max(0, start - _AROUND) : start]
    after = text[end : end + 300]
    for opens, closes in _QUOTES.items():
        at = before.rfind(opens)
        if at < 0 or (opens != "`" and _is_syntax(before, at)):
            continue
        if opens == closes and before.count(opens) % 2 == 0:
            continue
        if "\n\n" not in before[at:] and closes in after:
            return opens
    return ""


def _ordered(text: str, reading: Reading, start: int) -> bool:
    """Whether the evidence is an order: it begins a clause, or speaks to a model by name. Else it tells of one."""
    if reading.points("aim") >= _NAMED:
        return True
    return _CLAUSE.search(text[max(0, start - _AROUND) : start]) is not None


def _is_syntax(before: str, at: int) -> bool:
    """Whether a quotation mark belongs to the notation (a CSV cell, an assignment, an apostrophe), not to prose."""
    return (
        at == 0
        or before[at - 1].isalnum()
        or before[at - 1] in ",;=([{:\n\t"
        or before[:at].rstrip()[-1:] in "=,:[{("
    )
