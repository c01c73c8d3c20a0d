"""Identity numbers that hold letters: Italian by their form alone, Spanish, Irish and British by a word beside them."""

import re
from collections.abc import Callable, Iterator, Sequence

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.personal import checksums, european
from fumehood.exposure.personal.page import Page
from fumehood.exposure.view import View

PRIORITY = 20
_REACH = 100
_ITALIAN = pattern(r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![A-Za-z0-9])")
_NAMED: tuple[tuple[set[str], re.Pattern[str], Callable[[str], bool], str], ...] = (
    ({"es", "pt"}, pattern(r"(?<![\w-])(?:\d{8}|[XYZ]-?\d{7})-?[A-Z](?![\w-])"), checksums.spanish, "Spanish identity number"),
    ({"ie"}, pattern(r"(?<![\w-])\d{7} ?[A-W][A-IW]?(?![\w-])"), european.irish, "Irish PPS number"),
    ({"gb"}, pattern(r"(?<![\w-])[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\w-])"), european.british_insurance, "National Insurance number"),
)  # fmt: skip


def find(view: View, places: Sequence[int]) -> Iterator[Candidate]:
    """The numbers in the text; `places` are those of the words in `page.WORDS`, empty where they are none."""
    for at in view.forms.get("italian", ()):
        found = _ITALIAN.match(view.text, at)
        if found and not view.text[max(0, at - 1) : at].isalnum() and checksums.italian(found[0]):
            yield _identity(found, "Italian codice fiscale")
    page = Page(view, bool(places), many=False)
    for start, end in _windows(places):
        for words, form, check, label in _NAMED:
            for found in form.finditer(view.text, start, end):
                if check(re.sub(r"[ -]", "", found[0])) and words & page.words(found.start()):
                    yield _identity(found, label)


def _windows(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The parts of the text that are near a word, none twice."""
    done = 0
    for at in places:
        if at + _REACH > done:
            yield max(done, at - _REACH), at + _REACH
            done = at + _REACH


def _identity(found: re.Match[str], label: str) -> Candidate:
    return Candidate(
        rule="FHE201", start=found.start(), end=found.end(), label=label, severity=Severity.HIGH,
        confidence=Confidence.HIGH, priority=PRIORITY,
    )  # fmt: skip
