"""National identity numbers in text, each by its form, its date and its check digits."""

import re
from collections.abc import Callable, Iterator

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.personal import checksums as check
from fumehood.exposure.personal import european
from fumehood.exposure.personal.page import Page

PRIORITY = 20
_FINNISH = pattern(r"(\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y])(?![\w-])")
_DASHED = pattern(r"(\d{6}[-+ ]\d{4})(?![\w-]|\.\d)")
_LONG_SWEDISH = pattern(r"((?:19|20)\d{6}-\d{4})(?![\w-]|\.\d)")
_SPACED = pattern(r"(\d{6} \d{5})(?![\w-]|\.\d)")
_LATVIAN = pattern(r"(\d{6}-\d{5})(?![\w-])")
_AMERICAN = pattern(r"(\d{3}[- ]\d{2}[- ]\d{4})(?![\w-])")
_CZECH = pattern(r"(\d{6}/\d{4})(?![\w/-])")
_FINNISH_LABEL = "Finnish personal identity code"


def at(page: Page, start: int, size: int) -> Iterator[Candidate]:
    """The identity number that begins at `start` with a run of `size` digits."""
    if size == 6:
        yield from _six(page, start)
    elif size == 8:
        found = _LONG_SWEDISH.match(page.view.text, start)
        if found is not None:
            yield from _swedish(page, found, found[1].replace("-", "")[2:], Confidence.HIGH)
    elif size == 3:
        found = _AMERICAN.match(page.view.text, start)
        if found is not None and check.american(re.sub(r"[- ]", "", found[1])) and "us" in page.words(start):
            yield _identity(start, found.end(1), "US Social Security number", Confidence.HIGH)
    elif size >= 9:
        yield from _bare(page, start, size)


def _six(page: Page, start: int) -> Iterator[Candidate]:
    finnish = _FINNISH.match(page.view.text, start)
    if finnish is not None:
        if check.finnish(finnish[1]):
            yield _identity(finnish.start(1), finnish.end(1), _FINNISH_LABEL, Confidence.HIGH)
        elif "fi" in page.words(start) and finnish[1][6] in "+-A":
            yield _identity(finnish.start(1), finnish.end(1), _FINNISH_LABEL, Confidence.LOW)
    dashed = _DASHED.match(page.view.text, start)
    if dashed is not None:
        digits = dashed[1][:6] + dashed[1][7:]
        words = page.words(start)
        if dashed[1][6] in "-+":
            yield from _swedish(page, dashed, digits, Confidence.MEDIUM)
        if check.danish(digits) and (dashed[1][6] == "-" or "dk" in words):
            yield _identity(
                dashed.start(1),
                dashed.end(1),
                "Danish CPR number",
                Confidence.HIGH if "dk" in words else Confidence.MEDIUM,
            )
        elif "dk" in words and check.danish_date(digits):
            yield _identity(dashed.start(1), dashed.end(1), "Danish CPR number", Confidence.MEDIUM)
        if "is" in words and check.icelandic(digits):
            yield _identity(dashed.start(1), dashed.end(1), "Icelandic kennitala", Confidence.HIGH)
    czech = _CZECH.match(page.view.text, start)
    if czech is not None and "cz" in page.words(start) and check.czech(czech[1].replace("/", "")):
        yield _identity(czech.start(1), czech.end(1), "Czech or Slovak birth number", Confidence.HIGH)
    hyphenated = _LATVIAN.match(page.view.text, start)
    if (
        hyphenated is not None
        and "lv" in page.words(start)
        and european.latvian(hyphenated[1].replace("-", ""))
    ):
        yield _identity(hyphenated.start(1), hyphenated.end(1), "Latvian personal code", Confidence.HIGH)
    spaced = _SPACED.match(page.view.text, start)
    if spaced is not None and check.norwegian(spaced[1].replace(" ", "")):
        yield _identity(spaced.start(1), spaced.end(1), "Norwegian identity number", Confidence.HIGH)


def _swedish(page: Page, found: re.Match[str], digits: str, confidence: Confidence) -> Iterator[Candidate]:
    if check.swedish(digits):
        sure = Confidence.HIGH if "se" in page.words(found.start()) else confidence
        yield _identity(found.start(1), found.end(1), "Swedish personal identity number", sure)


def _bare(page: Page, start: int, size: int) -> Iterator[Candidate]:
    """Digits in a row: most of them are ordinary numbers, so a word beside them must say what they are."""
    end = start + size
    text = page.view.text
    if text[end : end + 1].isalnum() or text[end : end + 1] == "-":
        return
    digits = text[start:end]
    if page.named:
        possible = [one for one in _BARE if one[1] == size and one[2](digits)]
        words = page.words(start) if possible else set()
        for word, _, _, label in possible:
            if word in words:
                yield _identity(start, end, label, Confidence.HIGH)
                return
    if page.view.is_program or page.many:
        return
    if size == 11 and check.norwegian(digits):
        yield _identity(start, end, "Norwegian identity number", Confidence.MEDIUM)
    elif size == 13 and check.swiss(digits):
        yield _identity(start, end, "Swiss AHV number", Confidence.MEDIUM)
    elif size == 15 and check.french(digits):
        yield _identity(start, end, "French social security number", Confidence.MEDIUM)


_BARE: tuple[tuple[str, int, Callable[[str], bool], str], ...] = (
    ("se", 10, check.swedish, "Swedish personal identity number"),
    ("dk", 10, check.danish_date, "Danish CPR number"),
    ("is", 10, check.icelandic, "Icelandic kennitala"),
    ("cz", 10, check.czech, "Czech or Slovak birth number"),
    ("se", 12, lambda d: d[:2] in {"19", "20"} and check.swedish(d[2:]), "Swedish personal identity number"),
    ("gb", 10, check.british_health, "NHS number"),
    ("no", 11, check.norwegian, "Norwegian identity number"),
    ("ee", 11, check.baltic, "Estonian or Lithuanian personal code"),
    ("pl", 11, check.polish, "Polish PESEL"),
    ("de", 11, check.german_tax, "German tax identity number"),
    ("be", 11, check.belgian, "Belgian national register number"),
    ("nl", 9, check.dutch, "Dutch citizen service number"),
    ("us", 9, check.american, "US Social Security number"),
    ("at", 10, european.austrian, "Austrian social insurance number"),
    ("bg", 10, european.bulgarian, "Bulgarian EGN"),
    ("hr", 11, european.croatian, "Croatian OIB"),
    ("gr", 11, european.greek, "Greek AMKA"),
    ("hu", 9, european.hungarian, "Hungarian TAJ number"),
    ("lv", 11, european.latvian, "Latvian personal code"),
    ("pt", 9, european.portuguese, "Portuguese NIF"),
    ("ro", 13, european.romanian, "Romanian CNP"),
    ("si", 13, european.slovenian, "Slovenian EMŠO or JMBG"),
    ("fr", 15, check.french, "French social security number"),
    ("ch", 13, check.swiss, "Swiss AHV number"),
)


def _identity(start: int, end: int, label: str, confidence: Confidence) -> Candidate:
    return Candidate(
        rule="FHE201",
        start=start,
        end=end,
        label=label,
        severity=Severity.HIGH,
        confidence=confidence,
        priority=PRIORITY,
    )
