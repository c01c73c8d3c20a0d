"""Hosts, private addresses, user names and marks of ownership: low severity, so that a person decides.

In files these are ordinary, so their confidence is low; in a prompt that is about to leave they count more.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.core.zone import Zone
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.view import View

PRIORITY = 5
_HOST = pattern(
    r"(?<![\w.@-])(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){1,5}(?:internal|intranet|intra|corp|lan|local|home\.arpa|private)(?![\w-]|\.\w)"
)
_CLOUD = pattern(
    r"(?<![\w.-])(?:[a-z0-9][a-z0-9.-]{2,60}\.s3(?:[.-][a-z0-9-]{2,20})?\.amazonaws\.com|[a-z0-9-]{3,60}\.firebaseio\.com|"
    r"[a-z0-9]{3,24}\.(?:blob|file|queue|table)\.core\.windows\.net|[a-z0-9-]{3,60}\.(?:database|vault)\.(?:windows|azure)\.net|"
    r"[a-z0-9-]{3,60}\.[a-z0-9]{8,14}\.[a-z0-9-]{5,20}\.rds\.amazonaws\.com)"
)
_ADDRESS = pattern(
    r"(?<![\w.])(?:10\.(?:\d{1,3}\.){2}|192\.168\.\d{1,3}\.|172\.(?:1[6-9]|2\d|3[01])\.\d{1,3}\.)\d{1,3}(?![\w.]\d|\w)"
)
_VERSION = pattern(r"(?i)(?:version|release|build|windows|\bv)[ :=]{0,2}$")
_USER = pattern(
    r"(?:/home/|/Users/|[A-Za-z]:\\{1,2}Users\\{1,2})(?P<v>[A-Za-z][\w.-]{1,30})(?=[/\\\"'\s:]|$)"
)
_NOBODY = frozenset(
    [
        "user",
        "users",
        "username",
        "me",
        "you",
        "name",
        "someone",
        "ubuntu",
        "vagrant",
        "runner",
        "node",
        "app",
        "admin",
        "root",
        "public",
        "shared",
        "default",
        "test",
        "jovyan",
        "travis",
        "circleci",
        "vscode",
        "codespace",
        "dev",
        "docker",
        "git",
        "guest",
        "example",
        "foo",
        "bar",
        "john",
        "jane",
        "johndoe",
        "your-name",
        "yourname",
        "youruser",
    ]
)
_OWNED = pattern(
    r"(?i:\b(?:strictly|company|commercial[- ]in|proprietary and|private and|for internal|internal) (?:confidential|confidence|use only)\b)"
    r"|\bCONFIDENTIAL\b|(?i:\bdo not distribute\b|\bnot for (?:public )?(?:release|distribution)\b|\bunder embargo\b|\bembargoed until\b|"
    r"\bluottamuksellinen\b|\bsalassa pidettävä\b|\bkonfidentiell\b|\bfortrolig\b|\bvertraulich\b|\bunpublished (?:data|results|manuscript)\b)"
)
_CUSTOMER = pattern(
    r"(?i:\b(?:customer|client|account|contract|invoice|case|ticket|incident|asiakas|sopimus|kund(?:en)?|kunde|vertrags|"
    r"ärende|sags|contrat|cliente)[ _-]?(?:id|no\.?|nr\.?|number|numero|nummer|ref(?:erence)?)\s{0,3}[:=#]?\s{0,3}|"
    r"\b(?:ticket|incident|case)\s{1,3}#?)(?P<v>[A-Z]{2,8}-\d{2,9}|(?:[A-Z]{1,4}-?)?\d{5,12})(?![\w-])"
)
_QUOTED = pattern(r"[\"'`/@=:(]$")


class Mark(NamedTuple):
    """One kind of mark: its rule, how it is called, the literals that call it, its pattern."""

    rule: str
    label: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]


MARKS = {
    "host": Mark("FHE301", "internal host name", (".internal", ".intra", ".corp", ".lan", ".local", ".private", ".home.arpa"), _HOST),
    "network": Mark("FHE302", "private network address", ("10.", "192.168.", "172."), _ADDRESS),
    "path": Mark("FHE303", "user name in a path", ("/home/", "/users/", "\\users\\"), _USER),
    "owned": Mark("FHE304", "mark of confidential material", (
        "confidential", "use only", "distribute", "distribution", "not for", "embargo", "luottamuks", "salassa", "konfidentiell",
        "fortrolig", "vertraulich", "unpublished"), _OWNED),
    "cloud": Mark("FHE305", "address of a cloud resource", ("amazonaws.com", "firebaseio.com", "windows.net", "azure.net"), _CLOUD),
    "ticket": Mark("FHE306", "number of a customer or a ticket", (
        "customer", "ticket", "incident", "asiakas", "sopimusn", "kundnum", "kundenn", "kundnr", "vertragsn", "ärendenum", "sagsnum",
        *(f"{noun}{gap}{word}" for noun in ("client", "account", "contract", "invoice", "case") for gap in " _-"
          for word in ("id", "no", "number"))), _CUSTOMER),
}  # fmt: skip
"""The kinds of marks by the name of their topic."""
_REACH = 90
_MOST = 200


def find(view: View, topic: str, positions: Sequence[int], *, prompt: bool) -> Iterator[Candidate]:
    """One candidate for all marks of a kind, whose literals stand at `positions`."""
    mark = MARKS[topic]
    text = view.lower if topic in {"host", "cloud"} else view.text
    spans: list[tuple[int, int]] = []
    for position in positions[:_MOST]:
        begin = max(0, position - _REACH, spans[-1][1] if spans else 0)
        found = (
            mark.pattern.match(text, position)
            if topic == "network"  # its literals are where it begins
            else mark.pattern.search(text, begin, position + _REACH)
        )
        group = "v" if topic in {"path", "ticket"} else 0
        if found is None or (spans and found.start(group) < spans[-1][1]):
            continue
        if topic == "path" and found["v"].lower() in _NOBODY:
            continue
        if topic == "network" and _VERSION.search(text, max(0, position - 12), position):
            continue
        if topic == "host" and not _is_host(view, found):
            continue
        spans.append(found.span(group))
    if spans:
        yield Candidate(
            rule=mark.rule,
            start=spans[0][0],
            end=spans[0][1],
            label=mark.label,
            severity=Severity.LOW,
            confidence=_confidence(view, topic, prompt=prompt),
            priority=PRIORITY,
            evidence=(("count", str(len(spans))),),
            also=tuple(spans[1:]) if prompt else (),
        )


def _is_host(view: View, found: re.Match[str]) -> bool:
    """Whether a dotted name is a host and not an attribute (`threading.local`)."""
    quoted = bool(_QUOTED.search(view.text, max(0, found.start() - 1), found.start()))
    plain = found[0].endswith((".local", ".private", ".internal")) and not re.search(
        r"[\d-]|\..*\.", found[0]
    )
    before = view.text[max(0, found.start() - 3) : found.start()]
    return (
        quoted and (not plain or before == "://" or before.endswith("@"))
        if view.is_program
        else not plain or "://" in before
    )


def _confidence(view: View, topic: str, *, prompt: bool) -> Confidence:
    sure = prompt or (topic == "owned" and view.zone is Zone.PRODUCT and not view.is_code)
    return Confidence.MEDIUM if sure else Confidence.LOW
