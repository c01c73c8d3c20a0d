"""Identity numbers, accounts and cards in text: found by their digits, proven by their check digits.

A wrong check digit means silence. Forms that ordinary numbers have too (ten, eleven digits in a row) need
a word beside them that says what they are.
"""

import re
from collections.abc import Iterator

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.core.zone import Zone
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.form import places
from fumehood.exposure.personal import identity
from fumehood.exposure.personal.accounts import IBAN_LENGTHS, iban, is_test_card, payment_card
from fumehood.exposure.personal.page import Page
from fumehood.exposure.view import View

PRIORITY = 20
_MANY = 20
# Each looks for what stands behind the first digits, in the places that the text's form names.
_SIGNED = pattern(r"[-+A-FU-Y][0-9]{3}[0-9A-Y]")
_GROUPED = pattern(r"[ -][0-9]{4}[ -][0-9]{4}[ -][0-9]|[ -][0-9]{6}[ -][0-9]{4}")
_SPACED = pattern(r" [0-9]{4,5}(?![0-9])")
_IBAN_FORM = b"AA99"
_SIGNED_FORMS = (b"999999-999", b"999999A999")
_GROUPED_FORMS = (b"9999 9999 9999 9", b"9999-9999-9999-9", b"9999 999999 9999", b"9999-999999-9999")
_SPACED_FORM = b"999999 9999"
_BARE_FORM = b"9" * 9
_OTHER = pattern(r"[0-9]{3}[- ][0-9]{2}[- ][0-9]{4}(?![0-9])|[0-9]{6}/[0-9]{4}(?![0-9])")
_BARE = pattern(r"[0-9]{9,19}")
_DIGITS = pattern(r"\d+")
_BEFORE = pattern(r"[\w.+/=#-]$")
_IBAN = pattern(r"[A-Z]{2}\d{2}[ -]?[A-Z0-9]{4}[ -]?[A-Z0-9]{1,4}(?:[ -]?[A-Z0-9]{1,4}){0,6}")
_CARD = pattern(r"(\d{4}([ -]?)\d{4}\2\d{4}\2\d{1,7}|\d{4}([ -]?)\d{6}\3\d{4,5}|\d{13,19})(?![\w-]|\.\d)")


def find(view: View, *, named: bool) -> Iterator[Candidate]:
    """The identity numbers, accounts and cards in the text, each proven by its check digits.

    `named` says that one of the words of `page.WORDS` stands somewhere in the text. Where numbers are many,
    and in tests, a number without a word beside it proves little: one in ten passes a check by chance.
    """
    text = view.text
    form = view.form
    yield from _accounts(text, form)
    wanted = (named or view.zone is not Zone.TESTS) and _BARE_FORM in form
    bare = [m.start() for m in _BARE.finditer(text)] if wanted else []
    page = Page(view, named, view.zone is Zone.TESTS or len(bare) > _MANY)
    starts = set(_before(text, _SIGNED, 6, places(form, *_SIGNED_FORMS)))
    if named or not page.many:
        starts.update(
            bare,
            _before(text, _GROUPED, 4, places(form, *_GROUPED_FORMS)),
            _before(text, _SPACED, 6, places(form, _SPACED_FORM)),
        )
    if named:
        starts.update(m.start() for m in _OTHER.finditer(text))
    done = -1
    for start in sorted(starts):
        before = text[start - 1 : start]
        if start < done or (before and _BEFORE.match(before)):
            continue
        digits = _DIGITS.match(text, start)
        size = digits.end() - start if digits else 0
        for one in (
            *identity.at(page, start, size),
            *(_card(page, start) if size == 4 or size >= 13 else ()),
        ):
            done = one.end
            yield one
            break


def _before(text: str, rest: re.Pattern[str], size: int, starts: Iterator[int]) -> Iterator[int]:
    """The starts of `size` digits that go on like `rest`; two earlier where they are a whole year, month and day."""
    for start in starts:
        if rest.match(text, start + size):
            yield start - 2 if size == 6 and text[max(0, start - 2) : start] in {"19", "20"} else start


def _accounts(text: str, form: bytes) -> Iterator[Candidate]:
    """IBANs: a country, two check digits, and as many characters as that country has."""
    for start in places(form, _IBAN_FORM):
        size = IBAN_LENGTHS.get(text[start : start + 2])
        if size is None or text[max(0, start - 1) : start].isalnum():
            continue
        found = _IBAN.match(text, start)
        if found is None:
            continue
        plain, end = "", start
        while end < found.end() and len(plain) < size:
            plain += "" if text[end] in " -" else text[end]
            end += 1
        if not text[end : end + 1].isalnum() and iban(plain):
            yield Candidate(
                rule="FHE202",
                start=start,
                end=end,
                label="bank account number (IBAN)",
                severity=Severity.MEDIUM,
                confidence=Confidence.HIGH,
                priority=PRIORITY + 2,
            )


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
