"""Tokens known by their format: the shapes of the rules, looked for only where one of their keywords stands."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import MADE_UP, Candidate
from fumehood.exposure.confirm import CHECKS
from fumehood.exposure.detect.strength import looks_random
from fumehood.exposure.filters.dummy import is_blank, is_dummy
from fumehood.exposure.filters.innocent import UUID
from fumehood.exposure.filters.published import is_published
from fumehood.exposure.randomness import wordiness
from fumehood.exposure.rules.catalogue import Entry, Shape, entries
from fumehood.exposure.view import View

PRIORITY = 60
_LONG = 120
_TELLING = 4
_BEGIN = r"(?:(?<![A-Za-z0-9])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\x1b\[[0-9]m))"
_BETWEEN = (
    r"[\w.\- \t]{0,40}?(?:\\{0,3}[\"'`]|&quot;)?[\])}]{0,2}[ \t]{0,12}"
    r"(?::[ \t]{0,3}[A-Za-z][\w.]{0,20}[ \t]{0,3}(?==))?"
    r"(?:===?|!==?|:=|=>|->|\?=|=|:|,|>|[ \t]is[ \t]|\((?=[ \t]{0,3}[bBrR]?[\"'`]))[ \t]{0,12}"
    r"(?:[\w.]{1,30}\([ \t]{0,3})?(?:[bBrRuUfF@]{0,2}\\{0,3}[\"'`]{1,3}|&quot;)?(?:Bearer |Token |Basic )?"
)
_CHECKSUMS = frozenset({"github-crc32", "npm-crc32"})
_EXAMPLE = pattern(r"(?i)example|placeholder|redacted|your[-_]|x{5}|dummy")
_COMPOUND = pattern(
    r"(?:api|app|key|token|secret|pass|pwd|auth|access|client|bot|admin|user|license|logic|s\b|ai\b)"
)
_BLOB = pattern(r"[A-Za-z0-9+/]{24}")
_OTHER_HEAD = pattern(  # what stands behind it is no secret of the provider, but an id, a place or a checksum
    r"(?i)(?:^|[^a-z])(?:id|ids|sha|sha1|sha256|commit|hash|rev|revision|digest|checksum|etag|md5|url|uri|host|name|user|username|account|"
    r"project|org|domain|region|version|public|path|file|email|guid|uuid|channel|zone|index|bucket|site|image|tag|ref|model)"
    r"[\"'`\])}]{0,3}[ \t]{0,12}(?:[=:]|=>|:=)[^A-Za-z]{0,16}$|[a-z](?:Id|Sha|Sha1|Hash|Url|Uri|Name|User|Commit|Uuid|Guid)"
    r"[\"'`\])}]{0,3}[ \t]{0,12}(?:[=:]|=>|:=)[^A-Za-z]{0,16}$"
)
_PUBLIC_CALL = pattern(
    r"\.init\(\s{0,4}[\"']$"
)  # what a page in the browser is started with, for all to read
_QUOTE = pattern(r"(?:[\"'`=:>,]|(?i:bearer|token|basic|password|login|-p|-t))\s{0,3}$")


class Matcher(Struct, frozen=True):
    """One shape made ready: the expression, and how far before the keyword a match may begin."""

    entry: Entry
    shape: Shape
    expression: re.Pattern[str]
    before: int
    keywords: tuple[str, ...]


@cache
def shapes() -> tuple[tuple[Entry, Shape], ...]:
    """All shapes with their rules, in the order of the rules."""
    return tuple((entry, shape) for entry in entries() for shape in entry.shapes)


def keywords_of(shape: Shape) -> tuple[str, ...]:
    """The literals, in lower case, one of which stands in or before every match of the shape."""
    return tuple(k.lower() for k in shape.keywords or shape.starts or shape.near)


@cache
def matcher(number: int) -> Matcher:
    """The shape of that number with its expression compiled."""
    entry, shape = shapes()[number]
    if shape.near:
        words = "|".join(re.escape(w) for w in shape.near)
        source = f"(?i:{words})(?:{_BETWEEN})(?P<v>{shape.token})"
    elif shape.starts:
        starts = "|".join(re.escape(s) for s in shape.starts)
        source = f"{_BEGIN}(?P<v>(?:{starts})(?:{shape.then}))"
    else:
        source = f"{_BEGIN}(?P<v>{shape.token})"
    if shape.inside:
        source = f"(?s:.{{0,{2 * shape.inside}}}?)(?:{source})"
    return Matcher(entry, shape, pattern(source + shape.ends), shape.inside, keywords_of(shape))


def find(view: View, number: int, positions: Sequence[int]) -> Iterator[Candidate]:
    """The tokens of shape `number`, whose keywords stand at `positions`."""
    ready = matcher(number)
    text, last = view.text, -1
    near, starts = ready.shape.near, ready.shape.starts
    if near and view.is_locked:
        return
    for position in positions:
        if ready.before:
            found = ready.expression.match(text, max(0, position - ready.before))
        else:
            if near:
                if not _is_word(view, position, ready.keywords):
                    continue
            elif (starts and not text.startswith(starts, position)) or _is_inside_a_word(text, position):
                continue
            found = ready.expression.match(text, position)
        if found is None or found.start("v") < last:
            continue
        last = found.end("v")
        candidate = _judge(view, ready, found)
        if candidate is not None:
            yield candidate


def _is_inside_a_word(text: str, position: int) -> bool:
    """Whether `_BEGIN` cannot hold here. Most literals stand in words, and most expressions need not be compiled."""
    before = text[max(0, position - 3) : position]
    last = before[-1:]
    return last.isascii() and last.isalnum() and last != "m" and "\\" not in before and "%" not in before


def _judge(view: View, ready: Matcher, found: re.Match[str]) -> Candidate | None:
    entry, shape = ready.entry, ready.shape
    value = found["v"]
    shown = (
        shape.shown if shape.shown >= 0 else next((len(s) for s in shape.starts if value.startswith(s)), 0)
    )
    body = value[shown:]
    if is_published(value):
        return None
    if _in_a_blob(view.text, found.start("v"), found.end("v")):
        return None
    if (
        shape.near
        and _OTHER_HEAD.search(view.text, found.start(), found.start("v"))
        and shape.severity is not Severity.LOW
    ):
        return None
    if shape.near and _PUBLIC_CALL.search(view.text, max(0, found.start("v") - 40), found.start("v")):
        return None
    confidence = shape.confidence or entry.confidence
    holds, evidence = CHECKS[shape.confirm](value) if shape.confirm else (None, ())
    if holds is False:
        confidence = lower(confidence)
    proven = bool(holds) and shape.confirm in _CHECKSUMS  # nobody types a checksum that holds by chance
    severity = shape.severity or entry.severity
    if not proven and is_dummy(body):
        if not _is_exact(shape) or is_blank(body):
            return None
        severity, evidence = Severity.LOW, (*evidence, ("value", MADE_UP))
    elif not proven and shape.random and not _may_be_key(shape, body):
        return None
    if (_EXAMPLE.search(body) if len(body) <= _LONG else "EXAMPLE" in body) or (
        confidence is Confidence.MEDIUM and shape.starts and not _assigned(view, found.start("v"))
    ):
        confidence = Confidence.LOW
    return Candidate(
        rule=entry.id,
        start=found.start("v"),
        end=found.end("v"),
        label=shape.label,
        severity=severity,
        confidence=confidence,
        priority=PRIORITY - (10 if shape.near else 0),
        shown=shown,
        evidence=evidence,
    )


def _is_exact(shape: Shape) -> bool:
    """Whether the form alone says whose token it is, so that one with a made-up body is still worth a word."""
    return bool(shape.starts) and shape.confidence is None and min(map(len, shape.starts)) >= _TELLING


def _may_be_key(shape: Shape, body: str) -> bool:
    return bool(looks_random(body) or UUID.match(body)) if shape.near else is_random(body)


def _in_a_blob(text: str, start: int, end: int) -> bool:
    """Whether the token is a piece of a long run of base64: a font, a picture, a lock file's checksum."""
    before = text[start - 1 : start] in {"+", "/"} and bool(_BLOB.fullmatch(text, max(0, start - 24), start))
    return before or (text[end : end + 1] in {"+", "/"} and bool(_BLOB.fullmatch(text, end, end + 24)))


def _is_word(view: View, position: int, keywords: Sequence[str]) -> bool:
    """Whether the provider's name at `position` is a word of its own: not the `okta` in `rookTable`."""
    text = view.text
    low = text[position : position + max(map(len, keywords))].lower()
    word = next((k for k in keywords if low.startswith(k)), "")
    end = position + len(word)
    first, before, after = text[position], text[position - 1 : position], text[end : end + 1]
    if first.isalpha() and before.isalpha() and not (before.islower() and first.isupper()):
        return False
    if after.islower() and text[end - 1].islower() and not _COMPOUND.match(text, end):
        return False
    written = text[position:end]
    return len(word) > 6 or written.islower() or written.isupper() or written.istitle() or not word.isalpha()


def _assigned(view: View, start: int) -> bool:
    """Whether the token stands behind a quote, an equals sign or a colon."""
    return bool(_QUOTE.search(view.text, max(0, start - 12), start))


def is_random(body: str) -> bool:
    """Whether the part behind the vendor's prefix may be a key: it has digits or mixed case, or is no word."""
    words = body.replace("-", "").replace("_", "").replace(".", "")
    if len(words) < len(body) and words.isalpha() and wordiness(body) > 0.3:
        return False
    if len(body) >= 12 and body.islower() and body.isalpha():
        return wordiness(body) < 0.5
    return not (
        body.isalpha() and (body.islower() or body.isupper() or body.istitle()) and wordiness(body) > 0
    )


def lower(confidence: Confidence) -> Confidence:
    """One step less sure; low stays low."""
    return Confidence.MEDIUM if confidence is Confidence.HIGH else Confidence.LOW
