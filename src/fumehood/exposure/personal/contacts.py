"""E-mail addresses, telephone numbers, dates of birth, addresses and names: in data and prompts, not in code.

An address in source code is an author's and public. One finding a kind and file, with all its places, since
a list of a thousand addresses is one leak.
"""

import re
from collections.abc import Iterator, Sequence

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.view import View

PRIORITY = 10
_MOST = 500
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
    r"(?<![\w.+/=&-])(?:\+|00)[1-9]\d{0,2}[ .-]?(?:\(0\)[ .-]?)?(?:\(?\d{1,4}\)?[ .-]?){2,5}\d{2,4}(?![\w/-]|\.\d)"
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
_NAMED = pattern(
    r"(?i:\b(?:patient|participant|client|customer|employee|student|resident|mr|mrs|ms|dr|herr|frau|rouva|osallistuja|potilas|asiakas|"
    r"deltagare|deltager|kund|my name is|nimi|name)\b\.?:?)[ ](?P<v>[A-ZÅÄÖØÆÜÉ][a-zåäöøæüéß-]{1,20}[ ][A-ZÅÄÖØÆÜÉ][a-zåäöøæüéß-]{1,25})\b"
)


def find(view: View, *, prompt: bool) -> Iterator[Candidate]:
    """One candidate for each kind of contact in the text; `prompt` says that it is about to be sent."""
    yield from _together(view, "FHE204", "e-mail address", [m.span() for m in _emails(view)], prompt=prompt)
    phones = [m.span() for m in _PHONE.finditer(view.text) if 9 <= sum(c.isdigit() for c in m[0]) <= 15]
    phones += [
        m.span("v") for m in _NATIONAL.finditer(view.text) if 6 <= sum(c.isdigit() for c in m["v"]) <= 12
    ]
    yield from _together(view, "FHE205", "telephone number", _apart(phones), prompt=prompt)
    yield from _together(
        view, "FHE207", "date of birth", [m.span("v") for m in _BORN.finditer(view.text)], prompt=prompt
    )
    if prompt:
        yield from _together(
            view,
            "FHE208",
            "street address",
            [m.span("v") for m in _STREET.finditer(view.text)],
            prompt=prompt,
        )
        yield from _together(
            view,
            "FHE206",
            "name of a person",
            [m.span("v") for m in _NAMED.finditer(view.text)],
            prompt=prompt,
        )


def _emails(view: View) -> Iterator[re.Match[str]]:
    if "@" in view.text:
        for found in _EMAIL.finditer(view.text):
            if not _NOBODY.search(found[0]):
                yield found


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
