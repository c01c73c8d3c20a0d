"""Identity numbers, accounts and cards in text: found by their digits, proven by their check digits.

A wrong check digit means silence. Forms that ordinary numbers have too (ten, eleven digits in a row) need
a word beside them that says what they are.
"""

import re
from collections.abc import Iterator, Sequence

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.core.zone import Zone
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.personal import identity
from fumehood.exposure.personal.accounts import IBAN_LENGTHS, iban, is_test_card, payment_card
from fumehood.exposure.personal.page import Page
from fumehood.exposure.view import View

PRIORITY = 20
_MANY = 20
_DIGITS = pattern(r"\d+")
_BEFORE = pattern(r"[\w.+/=#-]$")
_IBAN = pattern(r"[A-Z]{2}\d{2}[ -]?[A-Z0-9]{4}[ -]?[A-Z0-9]{1,4}(?:[ -]?[A-Z0-9]{1,4}){0,6}")
_CARD = pattern(r"(\d{4}([ -]?)\d{4}\2\d{4}\2\d{1,7}|\d{4}([ -]?)\d{6}\3\d{4,5}|\d{13,19})(?![\w-]|\.\d)")


def find(view: View, *, named: bool) -> Iterator[Candidate]:
    """The identity numbers, accounts and cards in the text, each proven by its check digits.

    `named` says that one of the words of `page.WORDS` stands somewhere in the text. Where numbers are many,
    and in tests, a number without a word beside it proves little: one in ten passes a check by chance.
    """
    text, forms = view.text, view.forms
    yield from _accounts(text, forms.get("account", ()))
    bare = forms.get("bare", ())
    page = Page(view, named, view.zone is Zone.TESTS or len(bare) > _MANY)
    starts = {_whole_date(text, at) for at in forms.get("signed", ())}
    if named or not page.many:
        starts.update(bare, forms.get("grouped", ()), forms.get("spaced", ()))
    if named:
        starts.update(forms.get("parted", ()))
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


def _whole_date(text: str, start: int) -> int:
    """Where the date begins whose last six digits begin at `start`: two earlier where the century is written."""
    return start - 2 if text[max(0, start - 2) : start] in {"19", "20"} else start


def _accounts(text: str, places: Sequence[int]) -> Iterator[Candidate]:
    """IBANs: a country, two check digits, and as many characters as that country has."""
    last = 0
    for start in places:
        found = _IBAN.match(text, start) if start >= last else None
        if found is None:
            continue
        size = IBAN_LENGTHS.get(text[start : start + 2])
        if size is None or text[start - 1 : start].isalnum():
            continue
        plain, end = "", start
        while end < found.end() and len(plain) < size:
            plain += "" if text[end] in " -" else text[end]
            end += 1
        if not text[end : end + 1].isalnum() and iban(plain):
            last = end
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
