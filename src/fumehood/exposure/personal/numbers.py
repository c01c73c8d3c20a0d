"""Identity numbers, accounts and cards in text: found by their digits, proven by their check digits.

A wrong check digit means silence. Forms that ordinary numbers have too (ten, eleven digits in a row) need
a word beside them that says what they are.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from fumehood.core.finding import Confidence, Severity
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.personal import checksums as check
from fumehood.exposure.personal.accounts import IBAN_LENGTHS, iban, is_test_card, payment_card
from fumehood.exposure.view import View
from fumehood.exposure.zone import Zone


class Page(NamedTuple):
    """The text, whether any word for a number stands in it, and whether it is full of long numbers."""

    view: View
    named: bool
    many: bool

    def words(self, start: int) -> set[str]:
        """What the words around a number say it is."""
        if not self.named:
            return set()
        low = max(0, start - _AROUND)
        return {m.lastgroup or "" for m in _CONTEXT.finditer(self.view.text, low, start + _AROUND)}


PRIORITY = 20
_AROUND = 60
_MANY = 20
_RUN = re.compile(r"\d{4,19}")
_BEFORE = re.compile(r"[\w.+/=-]$")
_FINNISH = re.compile(r"(\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y])(?![\w-])")
_DASHED = re.compile(r"(\d{6}[-+ ]?\d{4})(?![\w-]|\.\d)")
_LONG_SWEDISH = re.compile(r"((?:19|20)\d{6}-?\d{4})(?![\w-]|\.\d)")
_NORDIC_SPACED = re.compile(r"(\d{6}[ ]?\d{5})(?![\w-]|\.\d)")
_IBAN = re.compile(r"([A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?)(?![A-Za-z0-9])")
_BANK = re.compile(r"[A-Z]{2}\d{2}[ -]?[A-Z]{4}[ -]?$")
_CARD = re.compile(r"(\d{4}([ -]?)\d{4}\2\d{4}\2\d{1,7}|\d{4}([ -]?)\d{6}\3\d{4,5}|\d{13,19})(?![\w-]|\.\d)")
_CONTEXT = re.compile(
    r"(?i)(?P<fi>hetu\b|henkil[öo]tunnu|henkil[öo]nr|sotu\b|personbeteckning|finnish (?:id|personal))"
    r"|(?P<se>personn(?:ummer|r)|samordningsn|swedish (?:id|personal)|\bpnr\b)"
    r"|(?P<dk>\bcpr\b|cpr[-_ ]?(?:nr|nummer|number)|danish (?:id|personal))"
    r"|(?P<no>f[øo]dselsn(?:ummer|r)|d-nummer|norwegian (?:id|personal)|\bfnr\b)"
    r"|(?P<is>kennitala)|(?P<ee>isikukood|asmens kod|personal code)|(?P<pl>pesel)|(?P<de>steuer-?(?:id|identifik)|\bidnr\b)"
    r"|(?P<nl>\bbsn\b|burgerservice|sofinummer)|(?P<be>rijksregister|registre national|\binsz?\b|\bniss\b)"
    r"|(?P<us>\bssn\b|social[ _-]security)|(?P<gb>\bnhs\b)|(?P<cz>rodn[ée] [čc][íi]slo)|(?P<ch>\bahv\b|\bavs\b)"
    r"|(?P<card>\bcards?\b|visa|mastercard|amex|credit|debit|luottokort|maksukort|kreditkort|kortnum|kartennummer|\bpan\b|\bcc_?num)"
)


WORDS = ("hetu", "henkil", "sotu", "personbeteckning", "personn", "samordningsn", "cpr", "dselsn", "kennitala", "isikukood", "pesel",
         "steuer", "bsn", "burgerservice", "rijksregister", "ssn", "social security", "social_security", "iban", "credit card",
         "creditcard", "card number", "card_number", "cardnumber", "mastercard", "luottokortti")  # fmt: skip
"""Words without which numbers in program code are not looked at."""


def find(view: View, *, named: bool) -> Iterator[Candidate]:
    """The identity numbers, accounts and cards in the text, each proven by its check digits.

    `named` says that one of WORDS stands somewhere in the text. Where numbers are many, and in tests, a
    number without a word beside it proves little: one in ten passes a check digit by chance.
    """
    done = -1
    text = view.text
    runs = list(_RUN.finditer(text))
    many = view.zone is Zone.TESTS or sum(m.end() - m.start() > 10 for m in runs) > _MANY
    page = Page(view, named, many)
    for run in runs:
        start = run.start()
        if start < done:
            continue
        for one in _at(page, start, run.end() - start):
            done = one.end
            yield one
            break


def _at(page: Page, start: int, size: int) -> Iterator[Candidate]:
    text = page.view.text
    before = text[start - 1 : start]
    if text[start - 1 : start].isupper() or size == 4:
        yield from _account(page, start)
    if before and _BEFORE.match(before):
        return
    if size == 6:
        yield from _six(page, start)
    elif size == 8 and (found := _LONG_SWEDISH.match(text, start)):
        yield from _swedish(page, found, found[1].replace("-", "")[2:], Confidence.HIGH)
    if 9 <= size <= 15:
        yield from _bare(page, start, size)
    if size == 4 or size >= 13:
        yield from _card(page, start)


def _six(page: Page, start: int) -> Iterator[Candidate]:
    finnish = _FINNISH.match(page.view.text, start)
    if finnish is not None:
        if check.finnish(finnish[1]):
            yield _identity(
                finnish.start(1), finnish.end(1), "Finnish personal identity code", Confidence.HIGH
            )
        elif "fi" in page.words(start) and finnish[1][6] in "+-A":
            yield _identity(
                finnish.start(1), finnish.end(1), "Finnish personal identity code", Confidence.LOW
            )
    dashed = _DASHED.match(page.view.text, start)
    if dashed is not None and not dashed[1].isdigit():
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
    spaced = _NORDIC_SPACED.match(page.view.text, start)
    if spaced is not None and " " in spaced[1] and check.norwegian(spaced[1].replace(" ", "")):
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


_BARE = (
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
    ("ch", 13, check.swiss, "Swiss AHV number"),
)


def _account(page: Page, start: int) -> Iterator[Candidate]:
    """An IBAN: its country and check digits stand just before or at the run of digits."""
    text = page.view.text
    for first in (start - 2, start - 5, _bank_letters(text, start)):  # FI21…, FI21 1234…, GB82 WEST 1234…
        if first < 0 or text[first : first + 2] not in IBAN_LENGTHS or text[first - 1 : first].isalnum():
            continue
        found = _IBAN.match(text, first)
        if found is None:
            continue
        size = IBAN_LENGTHS[text[first : first + 2]]
        plain, end = "", first
        while end < found.end() and len(plain) < size:
            plain += "" if text[end] in " -" else text[end]
            end += 1
        if not text[end : end + 1].isalnum() and iban(plain):
            yield Candidate(
                rule="FHE202", start=first, end=end, label="bank account number (IBAN)", severity=Severity.MEDIUM,
                confidence=Confidence.HIGH, priority=PRIORITY + 2,
            )  # fmt: skip
            return


def _bank_letters(text: str, start: int) -> int:
    found = _BANK.search(text, max(0, start - 10), start)
    return found.start() if found else -1


def _card(page: Page, start: int) -> Iterator[Candidate]:
    found = _CARD.match(page.view.text, start)
    if found is None:
        return
    digits = re.sub(r"[ -]", "", found[1])
    if not payment_card(digits):
        return
    if "card" in page.words(start):
        confidence = Confidence.HIGH
    elif page.view.is_program or len(digits) != 16:
        return
    else:
        confidence = Confidence.LOW if page.many else Confidence.MEDIUM
    yield Candidate(
        rule="FHE203", start=start, end=found.end(1), label="payment card number", severity=Severity.HIGH,
        confidence=Confidence.LOW if is_test_card(digits) else confidence, priority=PRIORITY + 1,
    )  # fmt: skip


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
