"""Where somebody is: coordinates precise enough for a home, and the address of a connection."""

from collections.abc import Iterator, Sequence

from fumehood.core.patterns import pattern
from fumehood.exposure.view import View

PLACE_WORDS = ("gps", "coord", "koord", "coordenad", "latitu", "lat:", "lat=", "lat,", "location", "position", "sijain", "standort", "ubicaci", "°n", "° n", "live at", "home", "asun ", "wohn", "piste", "liikku", "bor på", "habite", "vivo en", "koti", "hem ", "hjem")  # fmt: skip
_PAIR = pattern(
    r"(?<![\w.-])(?P<v>(?P<lat>-?\d{1,2}\.\d{4,12})°?[ ]?[NS]?(?:[ ]?[,;/][ ]?|[ ]|[ ,;]{1,3}(?:[Ll]o?ng?(?:itude)?|pituus|länge|lengde)[ ]?[:=]?[ ]?)(?P<lon>-?\d{1,3}\.\d{4,12})°?[ ]?[EW]?)(?!\w|\.\d)"
)
_DEGREES = pattern(
    r"(?<!\w)\d{1,2}°[ ]?\d{1,2}['′’][ ]?\d{1,2}(?:\.\d+)?(?:[\"″”]|'')[ ]?[NS],?[ ]?\d{1,3}°[ ]?\d{1,2}['′’][ ]?\d{1,2}(?:\.\d+)?(?:[\"″”]|'')[ ]?[EWO]"
)
_LANDMARK = pattern(
    r"(?i)tower|museum|centre of|center of|city|airport|capital|bridge|station|cathedral|castle|monument|--position|(?-i:(?:oordinates|oordinaten|oordonnées|oordenadas) (?:of|von|de|for) (?:the )?[A-Z])|point\(|mountain|lake|example|keskusta|zentrum|stadt"
)
_REACH = 90
_DOTTED = pattern(r"(?P<v>\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?!\.?[\w-]|\.\d|/\d|\}\})")
_CONNECTION = pattern(
    r"(?i)\b(?:ip|client|visitor|user|login|logged|log-?in|sign(?:ed)?[ -]?in|from|remote|session|connect|inlogg|innlogg|anmeld|verbindung|connexion|acceso|"
    r"conexi|kirjautu|osoitteesta|yhteys|bruker|bruger|användare|käyttäj|benutzer|utilisateur|usuario|participant|respondent)"
)
_NO_CONNECTION = pattern(
    r"(?i)version|release|\bv$|kernel|build|dns|resolver|nameserver|gateway|subnet|netmask|listen|bind|example"
)
_NAMED_BEFORE = pattern(
    r"(?i)(?:driver|update|chrome|firefox|windows|cuda|java|jdk|firmware|[=<>~^])[ =]{0,2}$"
)
_LOG = pattern(r" \S{1,30} \S{1,60} \[\d{1,2}/\w{3}/\d{4}")
_PRIVATE = ("10.", "127.", "192.168.", "0.")
_EVERYBODYS = frozenset(("8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "1.2.3.4", "4.4.4.4", "208.67.222.222", "208.67.220.220"))  # fmt: skip


def coordinates(view: View, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The spans of coordinates near the words of `PLACE_WORDS`."""
    if not view.contact_forms.get("decimal") and "°" not in view.text:
        return
    done = 0
    for at in places:
        low = max(done, at - 30)
        found = _PAIR.search(view.text, low, at + _REACH)
        if found is not None and _LANDMARK.search(view.text, max(0, found.start() - 60), found.start()):
            continue
        if found is not None and abs(float(found["lat"])) <= 90 and abs(float(found["lon"])) <= 180:
            done = found.end("v")
            yield found.span("v")
            continue
        degrees = _DEGREES.search(view.text, low, at + _REACH)
        if degrees is not None:
            done = degrees.end()
            yield degrees.span()


def connections(view: View, *, prompt: bool = False) -> Iterator[tuple[int, int]]:
    """The spans of public addresses (IPv4) that a word or the form of a log calls somebody's connection.

    In a prompt the word may be missing: there, what cannot be a version is an address.
    """
    text = view.text
    done = 0
    for place in view.forms.get("dotted", ()):
        if place < done:
            continue
        start = place
        while start > done and text[start - 1].isdigit() and place - start < 2:
            start -= 1
        if text.startswith(_PRIVATE, start):
            continue
        found = _DOTTED.match(text, start)
        if found is None or (start and (text[start - 1].isalnum() or text[start - 1] in "._/-")):
            continue
        done = found.end()
        if not _is_public(found["v"]):
            continue
        low = max(text.rfind("\n", 0, start) + 1, start - 60)
        words = _CONNECTION.search(text, low, start) and not _NO_CONNECTION.search(text, low, start)
        bare = prompt and _is_no_version(text, low, start, found["v"])
        if words or bare or (low == start and _LOG.match(text, found.end())):
            yield found.span("v")


def _is_no_version(text: str, low: int, start: int, address: str) -> bool:
    """Whether two parts at least are larger than those of versions, and no word in front says what else it is."""
    parts = [int(part) for part in address.split(".")]
    large = sum(part > 31 for part in parts) >= 2 and parts[3] not in {0, 255}
    return (
        large and not _NO_CONNECTION.search(text, low, start) and not _NAMED_BEFORE.search(text, low, start)
    )


def _is_public(address: str) -> bool:
    """Whether it is one of somebody's: not reserved (IANA special-purpose registry), not a well-known server."""
    if address in _EVERYBODYS:
        return False
    a, b, c, d = (int(part) for part in address.split("."))
    if max(a, b, c, d) > 255 or a in {0, 10, 127} or a >= 224 or max(a, b, c, d) < 20:
        return False
    if (a == 172 and 16 <= b < 32) or (a == 100 and 64 <= b < 128) or (a == 198 and b in {18, 19}):
        return False
    return (a, b) not in {(192, 168), (169, 254)} and (a, b, c) not in {
        (192, 0, 2),
        (198, 51, 100),
        (203, 0, 113),
        (192, 0, 0),
    }
