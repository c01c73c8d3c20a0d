"""Columns of remarks, answers and notes: whom they name, and how these people can be reached."""

from collections.abc import Sequence

from fumehood.core.finding import Confidence
from fumehood.core.zone import Zone
from fumehood.exposure.personal import contacts, numbers
from fumehood.exposure.view import View

_CELLS = 400
_CHARACTERS = 60_000
_SENTENCE = 3  # words
_LEAST = 2  # cells that must name somebody: one may be an accident
_KINDS = {
    "FHE206": "name", "FHE204": "e-mail address", "FHE205": "telephone number", "FHE208": "address",
    "FHE207": "date of birth", "FHE212": "participant",
}  # fmt: skip
"""What may stand in notes, the clearest first."""
_NUMBERS = {"FHE201": "national id", "FHE202": "bank account", "FHE203": "payment card"}


def kind_in(values: Sequence[str]) -> str:
    """What the notes tell about people, or the empty string; nothing for columns of single words."""
    notes = [v for v in values[:1000] if len(v) > 14]
    if not notes:
        return ""
    page = View("\n".join(notes), "text", "", Zone.PRODUCT)
    for found in numbers.find(page, named=True):
        if found.confidence is Confidence.HIGH:
            return _NUMBERS[found.rule]
    cells = [v for v in notes[:_CELLS] if v.count(" ") >= _SENTENCE - 1]
    return _contacts(cells) if len(cells) >= _LEAST else ""


def _contacts(cells: Sequence[str]) -> str:
    from fumehood.exposure.prefilter import contact_words

    text = "\n".join(cells)[:_CHARACTERS]
    page = View(text, "text", "notes.txt", Zone.PRODUCT)
    seen: dict[str, set[str]] = {}
    for found in contacts.find(page, contact_words().hits(text, page.lowered), prompt=False):
        for start, end in ((found.start, found.end), *found.also):
            seen.setdefault(found.rule, set()).add(text[start:end].casefold())
    least = max(_LEAST, len(cells) // 50)
    return next((kind for rule, kind in _KINDS.items() if len(seen.get(rule, ())) >= least), "")
