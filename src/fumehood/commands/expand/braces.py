"""Brace expansion: `{a,b}` and `{1..9}`, before anything else is expanded.

Source: Bash Reference Manual 5.2, "Brace Expansion".
"""

import re

from fumehood.commands.expand.arg import UNKNOWN
from fumehood.commands.shell.nodes import Part, Text, Word

_MOST_BRACES = 32
MOST = 256  # words that one word may become
_RANGE = re.compile(
    r"(-?\d{1,9})\.\.(-?\d{1,9})(?:\.\.(-?\d{1,9}))?|([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d{1,9}))?"
)
_TOKENS = re.compile(r"[{},]|[^{},]+")
_Item = Part | str  # an unquoted "{", "}" or ",", or a part


def expand_braces(word: Word) -> list[Word]:
    """The words that this one stands for; itself when it has no braces to expand."""
    if not any(isinstance(p, Text) and not p.quoted and "{" in p.text for p in word.parts):
        return [word]
    items: list[_Item] = []
    for part in word.parts:
        if isinstance(part, Text) and not part.quoted:
            for token in _TOKENS.findall(part.text):
                items.append(token if token in "{}," else Text(token, False))
        else:
            items.append(part)
    if sum(item == "{" for item in items) > _MOST_BRACES:
        return [Word([Text(UNKNOWN, True)], word.start, word.end)]
    made = _expand(items)
    if len(made) >= MOST:  # the rest is one word that is not known
        made = [*made[: MOST - 1], [Text(UNKNOWN, True)]]
    return [Word(_joined(parts), word.start, word.end) for parts in made]


def _joined(items: list[_Item]) -> list[Part]:
    parts: list[Part] = []
    for item in items:
        part = Text(item, False) if isinstance(item, str) else item
        last = parts[-1] if parts else None
        if isinstance(part, Text) and isinstance(last, Text) and not part.quoted and not last.quoted:
            parts[-1] = Text(last.text + part.text, False)
        else:
            parts.append(part)
    return parts


def _expand(items: list[_Item]) -> list[list[_Item]]:
    """Every list of items that the first expandable brace, and then those after and inside it, stand for."""
    pairs = _pairs(items)
    start = next((i for i in range(len(items)) if items[i] == "{" and i in pairs), -1)
    if start < 0:
        return [items]
    stop = pairs[start]
    inside = items[start + 1 : stop]
    choices = _choices(inside)
    if choices is None:
        rest = _expand(items[stop + 1 :])
        kept = [[items[start], *made, items[stop]] for made in _expand(inside)]
        return _product(items[:start], kept, rest)
    made = [m for choice in choices for m in _expand(choice)][:MOST]
    rest = _expand(items[stop + 1 :])
    return _product(items[:start], made, rest)


def _product(head: list[_Item], middles: list[list[_Item]], tails: list[list[_Item]]) -> list[list[_Item]]:
    made: list[list[_Item]] = []
    for middle in middles:
        for tail in tails[: MOST - len(made)]:
            made.append([*head, *middle, *tail])
    return made


def _pairs(items: list[_Item]) -> dict[int, int]:
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for i, item in enumerate(items):
        if item == "{":
            opened.append(i)
        elif item == "}" and opened:
            pairs[opened.pop()] = i
    return pairs


def _choices(inside: list[_Item]) -> list[list[_Item]] | None:
    """The comma-separated choices, those of a range, or None when this is no brace expansion."""
    choices: list[list[_Item]] = [[]]
    depth = 0
    for item in inside:
        if item == "," and depth == 0:
            choices.append([])
            continue
        depth += (item == "{") - (item == "}")
        choices[-1].append(item)
    if len(choices) > 1:
        return choices
    if len(inside) == 1 and isinstance(inside[0], Text) and (found := _RANGE.fullmatch(inside[0].text)):
        return [[Text(text, False)] for text in _range(found)]
    return None


def _range(found: re.Match[str]) -> list[str]:
    if found[1] is not None:
        first, last, step = int(found[1]), int(found[2]), abs(int(found[3] or 1)) or 1
    else:
        first, last, step = ord(found[4]), ord(found[5]), abs(int(found[6] or 1)) or 1
    numbers = range(first, last + 1, step) if first <= last else range(first, last - 1, -step)
    width = max(len(found[1]), len(found[2])) if found[1] is not None and _padded(found) else 0
    return [str(n).zfill(width) if found[1] is not None else chr(n) for n in numbers[:MOST]]


def _padded(found: re.Match[str]) -> bool:
    return any(len(t.lstrip("-")) > 1 and t.lstrip("-").startswith("0") for t in (found[1], found[2]))
