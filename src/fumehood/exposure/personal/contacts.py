"""E-mail addresses, telephone numbers, dates of birth, addresses and names: in data and prompts, not in code.

An address in source code is an author's and public. One finding a kind and file, with all its places, since
a list of a thousand addresses is one leak.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.view import View

PRIORITY = 10
_MOST = 500
# Every expression is tried only where a sign or a word of it stands: a long prompt holds few of either.
_EMAIL = pattern(
    r"(?<![\w.+/@:-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?P<host>(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,15})(?![\w@-]|\.\w)"
)
_NOBODY = pattern(
    r"(?i)^(?:no-?reply|do-?not-?reply|info|support|admin|sales|contact|hello|help|security|abuse|postmaster|webmaster|git|"
    r"noreply|test|user|users|name|your|you|me|foo|bar|someone|somebody|username|example|email|mail|jdoe|john\.?doe|jane\.?doe)[\w.+-]*@"
    r"|@(?:[\w-]+\.)*(?:example|test|invalid|localhost|local)(?:\.\w+)?$|@(?:test|domain|company|foo|bar|email|mail|host)\.\w+$|\.(?:png|jpg|svg|gif|js|css)$"
    r"|@(?:users\.noreply\.)?github\.com$|@(?:lists?|groups)\."
)
_PHONE = pattern(
    r"(?:\+|00)(?<![\w.+/=&-]\+)(?<![\w.+/=&-]00)[1-9]\d{0,2}[ .-]?(?:\(0\)[ .-]?)?(?:\(?\d{1,4}\)?[ .-]?){2,5}\d{2,4}(?![\w/-]|\.\d)"
)
_NATIONAL = pattern(
    r"(?i)(?:\b(?:tele?(?:phone|fon|fax)?|tlf|tel|phone|mobile?|mobil|mob|cell|call|gsm|puh(?:elin)?|kännykkä|matkapuhelin|numero|handy|"
    r"rufnummer|portable|móvil|soita|ring)\b[^\d\n+]{0,15})(?P<v>\(?0\d{1,4}\)?(?:[ ./-]?\d{2,4}){1,5}|\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4})(?![\w/-])"
)
_BORN = pattern(
    r"(?i)\b(?:born(?: on)?|date of birth|birth ?date|dob|d\.o\.b\.|syntynyt|syntymäaika|född|födelsedatum|født|fødselsdato|geboren|"
    r"geburtsdatum|nacido|né(?:e)?)\b[^\d\n]{0,12}(?P<v>\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})(?!\d)"
)
_STREET = pattern(
    r"\b(?P<v>[A-ZÅÄÖØÆÜ][\w-]{2,30}(?:katu|tie|kuja|polku|gatan|vägen|gate|gata|vej|veien|straße|strasse|allee|weg|straat|laan)[ ]\d{1,4}"
    r"(?:[ ]?[A-Za-z])?(?:[ ]?\d{1,3})?,?[ ]\d{4,5}[ ][A-ZÅÄÖØÆÜ][\w-]{2,30})"
)
_LONGEST_STREET = 34
_NAMED = pattern(
    r"(?i:\b(?:patient|participant|client|customer|employee|student|resident|mr|mrs|ms|dr|herr|frau|rouva|osallistuja|potilas|asiakas|"
    r"deltagare|deltager|kund|name is|nimi|name)\b\.?:?)[ ](?P<v>[A-ZÅÄÖØÆÜÉ][a-zåäöøæüéß-]{1,20}[ ][A-ZÅÄÖØÆÜÉ][a-zåäöøæüéß-]{1,25})\b"
)


WORDS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "phone word": (
            "tel", "tlf", "phone", "mobi", "mob", "cell", "call", "gsm", "puh", "kännykkä", "matkapuhelin", "numero",
            "handy", "rufnummer", "portable", "móvil", "soita", "ring",
        ),
        "birth word": (
            "born", "date of birth", "birth date", "birthdate", "dob", "d.o.b.", "syntynyt", "syntymäaika", "född",
            "födelsedatum", "født", "fødselsdato", "geboren", "geburtsdatum", "nacido", "né",
        ),
        "street word": (
            "katu ", "tie ", "kuja ", "polku ", "gatan ", "vägen ", "gate ", "gata ", "vej ", "veien ", "straße ",
            "strasse ", "allee ", "weg ", "straat ", "laan ",
        ),
        "person word": (
            "patient", "participant", "client", "customer", "employee", "student", "resident", "mr", "mrs", "ms", "dr",
            "herr", "frau", "rouva", "osallistuja", "potilas", "asiakas", "deltagare", "deltager", "kund", "nimi", "name",
        ),
    }
)  # fmt: skip
"""What stands in front of a contact (behind a street's name), in lower case."""


def find(view: View, hits: Mapping[int | str, Sequence[int]], *, prompt: bool) -> Iterator[Candidate]:
    """One candidate for each kind of contact in the text; `prompt` says that it is about to be sent.

    `hits` are the places of the words in `WORDS`.
    """
    yield from _together(view, "FHE204", "e-mail address", list(_emails(view.text)), prompt=prompt)
    phones = [m.span() for m in _PHONE.finditer(view.text) if 9 <= sum(c.isdigit() for c in m[0]) <= 15]
    phones += [
        (a, b)
        for a, b in _behind(view, _NATIONAL, hits.get("phone word", ()))
        if 6 <= sum(c.isdigit() for c in view.text[a:b]) <= 12
    ]
    yield from _together(view, "FHE205", "telephone number", _apart(phones), prompt=prompt)
    born = _behind(view, _BORN, hits.get("birth word", ()))
    yield from _together(view, "FHE207", "date of birth", _apart(born), prompt=prompt)
    if prompt:
        streets = [
            m.span("v")
            for at in hits.get("street word", ())
            if (m := _STREET.search(view.text, max(0, at - _LONGEST_STREET), at + 100)) and m.start() < at
        ]
        yield from _together(view, "FHE208", "street address", _apart(streets), prompt=prompt)
        named = _behind(view, _NAMED, hits.get("person word", ()))
        yield from _together(view, "FHE206", "name of a person", _apart(named), prompt=prompt)


def _behind(view: View, expression: re.Pattern[str], places: Sequence[int]) -> list[tuple[int, int]]:
    """The values behind the words at these places."""
    return [m.span("v") for at in places if (m := expression.match(view.text, at))]


def _emails(text: str) -> Iterator[tuple[int, int]]:
    at = text.find("@")
    done = 0
    while at >= 0:
        found = _EMAIL.search(text, max(done, at - 65), at + 400)
        if found and found.start() < at < found.end():
            done = found.end()
            if not _NOBODY.search(found[0]):
                yield found.span()
        at = text.find("@", max(at + 1, done))


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _together(
    view: View, rule: str, label: str, spans: Sequence[tuple[int, int]], *, prompt: bool
) -> Iterator[Candidate]:
    if not spans:
        return
    distinct = len({view.text[a:b].lower() for a, b in spans})
    start, end = spans[0]
    many = prompt or distinct >= 3
    yield Candidate(
        rule=rule,
        start=start,
        end=end,
        label=label,
        severity=Severity.MEDIUM if distinct >= 10 and not prompt else Severity.LOW,
        confidence=Confidence.MEDIUM if many else Confidence.LOW,
        priority=PRIORITY,
        also=tuple(spans[1:_MOST]),
        evidence=(("count", str(distinct)),),
    )
