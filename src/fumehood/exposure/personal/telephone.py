"""Telephone numbers: with a country code (ITU-T E.164), or in a national form behind a word for a telephone."""

from collections.abc import Iterator, Mapping, Sequence

from fumehood.core.patterns import pattern
from fumehood.exposure.personal.numbering import is_callable
from fumehood.exposure.view import View

WORDS = (
    "tel", "tél", "tlf", "phone", "mobi", "mob", "cell", "call", "gsm", "puh", "kännykkä", "numero", "handy", "rufn", "rückruf", "portable",
    "móvil", "soita", "ring", "appel", "llám", "llam", "celular", "teléf", "whatsapp", "text me", "sms", "anruf", "erreichbar",
    "joindre", "número", "numéro", "reach", "rang ", "rufen", "unter ", "tavoit", "nås på", "nå meg", "nås ", "fax", "contact", "yhteys", "kontakt",
)  # fmt: skip
PREFIXES = (" 00", "\n00", "\t00", "(00", '"00', "'00", ",00", ";00")
"""In front of a country code that is written with zeros."""
_INTERNATIONAL = pattern(
    r"(?:\+|00)[1-9]\d{0,2}[ .-]?(?:\(0\)[ .-]?)?(?:\(?\d{1,4}\)?[ .-]?){2,5}\d{2,4}(?![\w/-]|\.\d)"
)
_NO_PREFIX = pattern(r"[\w.+/=&-]")
_NATIONAL = pattern(
    r"(?i)(?:\b(?:tele?(?:phone|fon|fax)?\w{0,6}|tlf|tel|tél|phone|mobile?\w{0,8}|mobil\w{0,10}|mob|cell\w{0,6}|call|gsm|puh(?:elin\w{0,8})?|kännykkä\w{0,4}|"
    r"numero\w{0,4}|número|numéro|handy\w{0,7}|rufnummer|rückruf|anruf\w{0,4}|erreichbar|portable|móvil|soita|ring|appel\w{0,3}|llám\w{0,4}|"
    r"llam\w{0,5}|celular|teléfono|whatsapp|text|sms|joindre|reach(?:ed)?|rang|rufen|unter|tavoit\w{0,6}|nås|nå|fax|contact|yhteys|kontakt\w{0,3}|ring(?:er|t|e|a)|soitt\w{0,4})\b"
    r"(?:[^\d\n+(]{0,24}))(?P<v>\(?\d{1,5}\)?(?:[ ./-]{0,2}\d{2,8}){1,5})(?![\w/%-]|[.,:]\d)"
)
_AREA = pattern(r"\([2-9]\d{2}\)[ ]?[2-9]\d{2}[-. ]\d{4}(?![\w-])")
"""North American, with the area in brackets: needs no word beside it."""
_BESIDE = pattern(
    r"[ \t]{0,2}[,;|/·(]?[ \t]{0,2}\n?[ \t]{0,4}(?P<v>0\d{1,4}[ /-]{1,2}\d{2,4}(?:[ -]?\d{2,4}){1,3})(?![\w/%-]|[.,:]\d)"
)
_NO_NUMBER = pattern(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./](?:19|20)\d{2}|\d{1,3}(?:\.\d{1,3}){3}$|(?:19|20)\d{2}$"
)
_MOBILE = pattern(
    r"\(?0|\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}|[2-9]\d[ ]?\d{2}[ ]?\d{2}[ ]?\d{2}$|[2-9]\d{2}[ ]\d{2}[ ]\d{3}$|[6-9]\d{2}[ ]?\d{2,3}[ ]?\d{2,3}(?:[ ]?\d{2})?$"
)


_OFTEN = ("US", "GB", "FI", "SE", "NO", "DK", "DE", "FR", "ES")
"""Where the language does not say."""


def find(view: View, hits: Mapping[int | str, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """The spans of telephone numbers; `hits` are the places of `WORDS` and `PREFIXES`."""
    text = view.text
    begins = [at for at in view.forms.get("plus", ()) if not at or not _NO_PREFIX.match(text, at - 1)]
    begins += [at + 1 for at in hits.get("phone prefix", ())]
    done = -1
    for at in sorted(begins):
        found = _INTERNATIONAL.match(text, at) if at >= done else None
        if found is not None and 9 <= sum(c.isdigit() for c in found[0]) <= 15:
            done = found.end()
            if is_callable(found[0], ()) is not False:
                yield found.span()
    for at in hits.get("phone word", ()):
        found = _NATIONAL.match(text, at)
        if found is not None and _is_national(found["v"]) and _can_be_called(view, found["v"]):
            yield found.span("v")
    for at in view.contact_forms.get("area", ()):
        found = _AREA.match(text, at)
        if found is not None and _can_be_called(view, found[0], exactly=True):
            yield found.span()


def beside(view: View, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans of national numbers behind an address, a name or an e-mail address, which a word need not call one."""
    for _, end in spans:
        found = _BESIDE.match(view.text, end)
        if found is not None and _is_national(found["v"]) and _can_be_called(view, found["v"], exactly=True):
            yield found.span("v")


def _can_be_called(view: View, number: str, *, exactly: bool = False) -> bool:
    """Whether a national number is one in a country where the text's languages are spoken."""
    return is_callable(number, (*view.countries, *_OFTEN), exactly=exactly) is not False


def _is_national(number: str) -> bool:
    """Whether digits behind a word for a telephone are a number that can be called, and no date, year or address."""
    count = sum(c.isdigit() for c in number)
    return 7 <= count <= 12 and not _NO_NUMBER.match(number) and _MOBILE.match(number) is not None
