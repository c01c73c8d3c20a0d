"""Identity numbers that hold letters: Italian by their form alone, Spanish, Irish and British by a word beside them."""

import re
from collections.abc import Callable, Iterator

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.form import places
from fumehood.exposure.personal import checksums, european
from fumehood.exposure.personal.page import Page
from fumehood.exposure.view import View

PRIORITY = 20
_ITALIAN = pattern(r"(?<![A-Za-z0-9])[A-Z]{6}[0-9]{2}[A-EHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z](?![A-Za-z0-9])")
_NAMED: tuple[tuple[set[str], re.Pattern[str], Callable[[str], bool], str], ...] = (
    ({"es", "pt"}, pattern(r"(?<![\w-])(?:\d{8}|[XYZ]-?\d{7})-?[A-Z](?![\w-])"), checksums.spanish, "Spanish identity number"),
    ({"ie"}, pattern(r"(?<![\w-])\d{7} ?[A-W][A-IW]?(?![\w-])"), european.irish, "Irish PPS number"),
    ({"gb"}, pattern(r"(?<![\w-])[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\w-])"), european.british_insurance, "National Insurance number"),
)  # fmt: skip


def find(view: View, *, named: bool) -> Iterator[Candidate]:
    """The numbers in the text; `named` as in `numbers.find`."""
    for start in places(view.form, b"AAAAAA99A99A999A"):
        found = _ITALIAN.match(view.text, start)
        if found and checksums.italian(found[0]):
            yield _identity(found, "Italian codice fiscale")
    if not named:
        return
    page = Page(view, named, many=False)
    for words, form, check, label in _NAMED:
        for found in form.finditer(view.text):
            if check(re.sub(r"[ -]", "", found[0])) and words & page.words(found.start()):
                yield _identity(found, label)


def _identity(found: re.Match[str], label: str) -> Candidate:
    return Candidate(
        rule="FHE201", start=found.start(), end=found.end(), label=label, severity=Severity.HIGH,
        confidence=Confidence.HIGH, priority=PRIORITY,
    )  # fmt: skip
