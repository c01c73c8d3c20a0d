"""Names of people in prose: by the word in front of them, by their place in a letter or a form, and by a lexicon.

A known given name with a family name counts where the sentence speaks of somebody's life. Authors and other public
names are left alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation

from fumehood.core.patterns import pattern
from fumehood.exposure.one_byte import one_byte_each
from fumehood.exposure.personal import people_words as about
from fumehood.exposure.personal.given_names import ALSO_WORDS, given_names
from fumehood.exposure.view import View

Span = tuple[int, int]
_UPPER = "A-ZÀ-ÖØ-ÞĄĆČĎĐĘĚĞİŁŃŇŐŘŚŞŠŤŮŰŹŻŽ"
_LOWER = "a-zß-öø-ÿąćčďđęěğıłńňőřśşšťůűźżž"
_TOKEN = rf"(?:O['’]|Mc|Mac|D['’])?[{_UPPER}][{_LOWER}]{{1,20}}(?:-[{_UPPER}]?[{_LOWER}]{{1,20}}){{0,2}}"
_PARTICLES = (
    r"(?:(?:van|von|de|der|den|af|al|bin|el|la|las|los|del|della|di|da|dos|du|le|ter|ten|zu|zur|y)[ ]){0,3}"
)
_NAME = pattern(
    rf"(?:[{_UPPER}]\.[ ]?){{0,3}}(?P<first>{_TOKEN})(?:[ ](?:[{_UPPER}]\.[ ]?){{0,2}}{_PARTICLES}{_TOKEN}){{0,3}}(?![\w(/])"
)
_WORD = pattern(_TOKEN)
_TO_NAME = pattern(r"[^\W\d_]{0,5}\.?(?:,? (?:my|on|is|är|er|ist|est|es) |, |: | )")
_TITLE_TO_NAME = pattern(r"\.?[ ]")
_SMALL_WORD = pattern(rf"(?:^|\n|(?<![^\W\d_])[{_LOWER}]+[,;:]? )$")
_LABEL_TO_NAME = pattern(r"[\"'*]{0,3}[ \t]{0,3}[:=][ \t]{0,4}[\[\"'*<]{0,3}")
_LABEL_ENDS = pattern(r"[ \t]*(?:[\"',;|)<*.(]|\r?\n|$|  |\\)")
_GREETED = pattern(r"[ \t]{0,3}(?:[,!:]|\r?\n|$|-)")
_CLOSED = pattern(r"[^\S\n]{0,3}[,.!:]?[^\S\n]{0,3}(?:\r?\n[^\S\n]{0,8}){1,3}(?:[-–—/][ ]?){0,2}")
_CLOSED_INLINE = pattern(r"[,.!]?[ ]")
_SPEAKER = pattern(rf"(?m)^[ \t]{{0,8}}(?P<v>{_TOKEN}):[ ]")
_INTERVIEW = pattern(r"(?i)interview|haastat|intervju|entretien|entrevista")
_OWN = pattern(
    r"(?i)\b(?:my|our|his|her|your|their|minun|hänen|min|mitt|mit|vår|vores|hans|hennes|hendes|mein\w{0,2}|unser\w{0,2}|sein\w{0,2}|ihre?\w?|mon|ma|notre|son|sa|mi|nuestr[oa]|su)[ ](?:[\w-]{2,12}[ ])?$"
)
_SAID_OF_ONE = pattern(
    r"[ ](?:was|is|has|had|complained|told|says|said|works?|lives?|wants|asked|hat|ist|wurde|har|är|er|on|est|es|tiene)\b|,[ ](?:id|age|\d)|[ ]?\([^)\n]{0,12}(?:id|\d)"
)
_KIN_TO_NAME = pattern(
    r"[^\W\d_]{0,5}\.?(?: (?:min|mi|mitt|vår))?(?:,? (?:my|on|is|är|er|ist|est|es) |, |: | )"
)
_OWN_BEHIND = ("ni ", "en min ", " min ", "a mi ", "n min ")
_GOES_ON = pattern(r"[ ][a-zß-ÿ]|[,.]|$")
_LONG_AGO = pattern(r"\b1[0-8]\d\d\b")
_TWO = pattern(rf"(?<![^\W_]){_TOKEN}(?:[ ]{_PARTICLES}{_TOKEN}){{1,3}}")
_LEADS_TO = pattern(
    r"(?:,?[ ](?:lives?|living|resid\w{1,4}|asuu|bor|wohnt|wohnhaft|habite|vive|domiciliad[oa])(?:[ ](?:at|in|på|i|en|à|au))?[ ]|,?[ ]?\(?(?i:dob|d\.o\.b\.|born|b\.|s\.|f\.|geb\.?|\*|född|født|synt\w{0,8}|né\(?e?\)?|nacid[oa]|geboren)[^\d\n]{0,8}|, )"
)
_ALIAS = pattern(r"[ ]as[ ][A-Z]\b")
_LINE_ENDS = pattern(r"[ \t,.]{0,3}(?:\r?\n|$)")
_BEFORE_LABEL = "\n\t {,[(\"'|*-;_.>"
_SENTENCE = 160
_NEAR = 80
_LONG = 200_000
_HEAD_OF_INTERVIEW = 2_000  # characters


def find(view: View) -> Iterator[Span]:
    """The spans of names, in order; some may overlap."""
    text = view.text
    automaton = _automaton(fast=len(text) > _LONG)
    kinds, words = _kinds(), _words()
    yield from _speakers(text)
    done = 0
    for index, start, end in automaton.find_matches_as_indexes(view.characters, overlapping=True):
        if start < done or (start and (text[start - 1].isalnum() or text[start - 1] in "_@")):
            continue
        if not text.startswith(words[index], start):  # other letters with the same first bytes
            continue
        word_end = end - (
            text[end - 1] == " "
        )  # a space is part of some words, so that `user=` is not looked at
        for kind in kinds[index]:
            found = _RULES[kind](text, start, word_end)
            if found is not None:
                done = found[1]
                yield found
                break


def in_front(view: View, spans: Iterable[Span]) -> Iterator[Span]:
    """The names right in front of a date of birth or an address: `Name, born …`, `Name lives at …`, known or not."""
    for start, _ in spans:
        low = max(0, start - _NEAR, view.text.rfind("\n", 0, start) + 1)
        found = None
        for word in _TWO.finditer(view.text, low, start):
            found = word
        if found is not None and _LEADS_TO.fullmatch(view.text, found.end(), start):
            name = _name(view.text, found.start())
            if name is not None and len(name[2]) > 1:
                yield name[0], name[1]


def _speakers(text: str) -> Iterator[Span]:
    """Given names in front of what is said in an interview."""
    if _INTERVIEW.search(text, 0, _HEAD_OF_INTERVIEW):
        for found in _SPEAKER.finditer(text):
            if found["v"] in given_names():
                yield found.span("v")


def _behind_title(text: str, start: int, end: int) -> Span | None:
    found = _name(text, _after(_TITLE_TO_NAME, text, end))
    if found is None or _holds(text, start - _NEAR, found[1] + _NEAR, about.WORKS):
        return None
    return found[0], found[1]


def _behind_monsieur(text: str, start: int, end: int) -> Span | None:
    """`M.` is an initial as well, unless it stands behind a small word or begins a line."""
    return _behind_title(text, start, end) if _SMALL_WORD.search(text, max(0, start - 24), start) else None


def _behind_strict_role(text: str, start: int, end: int) -> Span | None:
    in_prose = start > 0 and text[start - 1] != "\n"  # a diagram has lines `participant Alice`
    found = _full(text, _after(_TO_NAME, text, end), known=False, alone=in_prose)
    return None if found and _ALIAS.match(text, found[1]) else found


def _behind_loose_role(text: str, start: int, end: int) -> Span | None:
    """A known given name is enough behind `my daughter`; an unknown full name, where something is said of one."""
    at = _after(_KIN_TO_NAME, text, end)
    own = text.startswith(_OWN_BEHIND, end) or _OWN.search(text, max(0, start - 24), start) is not None
    found = _full(text, at, known=True, alone=own)
    if found is not None or not own:
        return found
    if text[start : end + 1].lower().startswith(about.FAMILY):
        one = _name(text, at)
        return (one[0], one[1]) if one and _GOES_ON.match(text, one[1]) else None
    found = _full(text, at, known=False)
    return found if found and _SAID_OF_ONE.match(text, found[1]) else None


def _introduced(text: str, start: int, end: int) -> Span | None:  # noqa: ARG001
    return _full(text, _after(_TO_NAME, text, end), known=True, alone=True)


def _in_strict_field(text: str, start: int, end: int) -> Span | None:
    return _field(text, start, end, known=False)


def _in_field(text: str, start: int, end: int) -> Span | None:
    return _field(text, start, end, known=True)


def _field(text: str, start: int, end: int, *, known: bool) -> Span | None:
    if start and text[start - 1] not in _BEFORE_LABEL:
        return None
    at = _after(_LABEL_TO_NAME, text, end)
    found = _name(text, at)
    if found is None or not _LABEL_ENDS.match(text, found[1]):
        return None
    if len(found[2]) == 1 and found[2][0] in about.ALONE_NOBODY:
        return None
    if known:
        given = [t for t in found[2][:2] if t in given_names()]
        in_form = text[found[0] - 1] == " " and text[end] in ":*"
        if not given or (len(found[2]) == 1 and (given[0] in ALSO_WORDS or not in_form)):
            return None
        if _is_public(text, start):
            return None
    return found[0], found[1]


def _greeted(text: str, start: int, end: int) -> Span | None:
    if start and text[start - 1] != "\n":
        return None
    found = _name(text, _after(_TO_NAME, text, end))
    if found is None or found[2][0] not in given_names() or not _GREETED.match(text, found[1]):
        return None
    return found[0], found[1]


def _signed(text: str, start: int, end: int) -> Span | None:
    at = _after(_CLOSED, text, end)
    inline = at < 0
    if inline:
        at = _after(_CLOSED_INLINE, text, end)
        if text[end : end + 1] not in {",", ".", "!"} and text[start:end] not in about.SHORT_CLOSINGS:
            return None
    found = _name(text, at)
    if found is None or not _LINE_ENDS.match(text, found[1]):
        return None
    if inline:
        return (found[0], found[1]) if found[2][0] not in ALSO_WORDS else None
    return (found[0], found[1]) if found[2][0] in given_names() or len(found[2]) > 1 else None


def _in_a_life(text: str, start: int, end: int) -> Span | None:
    """A known given name with a family name, in a sentence about somebody's life."""
    found = _name(text, start)
    if found is None or len(found[2]) < 2:
        return None
    low = max(text.rfind("\n", 0, start) + 1, start - _SENTENCE)
    if start and text[start - 1] in "\"'" and _is_public(text, start):
        return None
    high = text.find("\n", start, start + _SENTENCE)
    end = start + _SENTENCE if high < 0 else high
    if text[low:start].rstrip(" *_").endswith(":") and _LABEL_ENDS.match(text, found[1]):
        return (found[0], found[1]) if not _holds(text, low, start, about.PUBLIC) else None
    around = text[low:start] + " … " + text[found[1] : end]
    return (found[0], found[1]) if _is_life(around.lower()) else None


def _is_life(around: str) -> bool:
    """Whether the lower-case text around a name speaks of somebody's life, and not of a known person's work."""
    if _LONG_AGO.search(around):
        return False
    try:
        found = {i < len(about.PUBLIC) for i, _, _ in _life().find_matches_as_indexes(around)}
    except UnicodeEncodeError:  # lone surrogates
        return False
    return True not in found and (False in found or about.AGE.search(around) is not None)


@cache
def _life() -> AhoCorasick:
    return AhoCorasick([*about.PUBLIC, *about.SIGNALS], store_patterns=False)


def _full(text: str, at: int, *, known: bool, alone: bool = False) -> Span | None:
    """A given name with a family name; with `known` the first must be in the lexicon, with `alone` it is enough then."""
    found = _name(text, at)
    if found is None:
        return None
    start, end, tokens = found
    in_lexicon = tokens[0] in given_names() or tokens[0].partition("-")[0] in given_names()
    if len(tokens) == 1 and not (in_lexicon and tokens[0] not in ALSO_WORDS and alone):
        return None
    return (start, end) if in_lexicon or not known else None


def _name(text: str, at: int) -> tuple[int, int, list[str]] | None:
    """The name that begins at `at` (-1: none): start, end and its words, what is no name cut off its end."""
    found = _NAME.match(text, at) if at >= 0 else None
    if found is None:
        return None
    words = list(_WORD.finditer(text, found.start("first"), found.end()))
    for i, word in enumerate(words):
        if word[0].partition("-")[0] in about.NO_NAMES:
            words = words[:i]
            break
    if not words or (len(words) == 1 and len(words[0][0]) < 3) or words[-1][0] in about.STAND_INS:
        return None
    return found.start(), words[-1].end(), [w[0] for w in words]


def _is_public(text: str, start: int) -> bool:
    """Whether a value belongs to an author: the word may stand a line above."""
    before = text[max(0, start - _SENTENCE) : start].lower()
    return any(word in before for word in about.PUBLIC)


def _holds(text: str, start: int, end: int, listed: Sequence[str]) -> bool:
    """Whether the part of the text, within the line of its last character but one, holds one of the words."""
    line = text.rfind("\n", 0, max(0, end - 1)) + 1
    part = text[max(line, start, 0) : end].lower()
    return any(word in part for word in listed)


def _after(expression: re.Pattern[str], text: str, at: int) -> int:
    """Where what `expression` says ends, -1 where it does not stand at `at`."""
    found = expression.match(text, at)
    return found.end() if found else -1


_RULES: Mapping[str, Callable[[str, int, int], Span | None]] = MappingProxyType(
    {
        "title": _behind_title,
        "monsieur": _behind_monsieur,
        "strict role": _behind_strict_role,
        "loose role": _behind_loose_role,
        "introduction": _introduced,
        "strict label": _in_strict_field,
        "label": _in_field,
        "salutation": _greeted,
        "closing": _signed,
        "given name": _in_a_life,
    }
)


@cache
def _calls() -> Mapping[str, tuple[str, ...]]:
    """What calls which rules: words, and given names with a space behind them."""
    calls: dict[str, list[str]] = {}
    for kind, listed in (
        ("strict role", about.STRICT_ROLES),
        ("loose role", {*about.LOOSE_ROLES, *(r.capitalize() for r in about.LOOSE_ROLES)}),
        ("title", about.TITLES),
        ("monsieur", ("M.",)),
        ("introduction", about.INTRODUCTIONS),
        ("strict label", about.STRICT_LABELS),
        ("label", about.LABELS),
        ("salutation", about.SALUTATIONS),
        ("closing", about.CLOSINGS),
        ("given name", [f"{name} " for name in given_names() - ALSO_WORDS]),
    ):
        for word in listed:
            calls.setdefault(word, []).append(kind)
    return MappingProxyType({word: tuple(kinds) for word, kinds in calls.items()})


@cache
def _kinds() -> tuple[tuple[str, ...], ...]:
    return tuple(_calls().values())


@cache
def _words() -> tuple[str, ...]:
    return tuple(_calls())


@cache
def _automaton(*, fast: bool) -> BytesAhoCorasick:
    """All words and names. The fast one takes ten milliseconds to build, which a short text does not repay."""
    kind = Implementation.DFA if fast else Implementation.ContiguousNFA
    return BytesAhoCorasick([one_byte_each(word) for word in _words()], implementation=kind)
