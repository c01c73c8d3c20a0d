"""The page that numbers stand on: what the words around a number say it is."""

from collections.abc import Sequence
from typing import NamedTuple

from fumehood.core.patterns import pattern
from fumehood.exposure.view import View

_AROUND = 60
_CONTEXT = pattern(
    r"(?i)(?P<fi>hetu(?![A-Za-z])|henkil[öo]tunnu|henkil[öo]nr|sotu(?![A-Za-z])|personbeteckning|finnish (?:id|personal))"
    r"|(?P<se>personn(?:ummer|r)|samordningsn|swedish (?:id|personal)|(?<![A-Za-z])pnr(?![A-Za-z]))"
    r"|(?P<dk>(?<![A-Za-z])cpr(?![A-Za-z])|cpr[-_ ]?(?:nr|nummer|number)|danish (?:id|personal))"
    r"|(?P<no>f[øo]dselsn(?:ummer|r)|d-nummer|norwegian (?:id|personal)|(?<![A-Za-z])fnr(?![A-Za-z]))"
    r"|(?P<is>kennitala)|(?P<ee>isikukood|asmens kod|personal code)|(?P<pl>pesel)|(?P<de>steuer-?(?:id|identifik)|(?<![A-Za-z])idnr(?![A-Za-z]))"
    r"|(?P<nl>(?<![A-Za-z])bsn(?![A-Za-z])|burgerservice|sofinummer)|(?P<be>rijksregister|registre national|(?<![A-Za-z])insz?(?![A-Za-z])|(?<![A-Za-z])niss(?![A-Za-z]))"
    r"|(?P<us>(?<![A-Za-z])ssn(?![A-Za-z])|social[ _-]security)|(?P<gb>(?<![A-Za-z])(?:nhs|nino)(?![A-Za-z])|national insurance)|(?P<cz>rodn[ée] [čc][íi]slo)|(?P<ch>(?<![A-Za-z])ahv(?![A-Za-z])|(?<![A-Za-z])avs(?![A-Za-z]))"
    r"|(?P<at>(?<![A-Za-z])svnr(?![A-Za-z])|sozialversicherung)|(?P<bg>(?<![A-Za-z])egn(?![A-Za-z])|(?<!\\w)егн(?!\\w))|(?P<hr>(?<![A-Za-z])oib(?![A-Za-z]))"
    r"|(?P<gr>(?<![A-Za-z])amka(?![A-Za-z])|αμκα)|(?P<hu>(?<![A-Za-z])taj(?![A-Za-z]))|(?P<ie>(?<![A-Za-z])pps(?:n|[ -]?n(?:o|umber|r))(?![A-Za-z]))"
    r"|(?P<es>(?<![A-Za-z])(?:dni|nie)(?![A-Za-z]))|(?P<pt>(?<![A-Za-z])nif(?![A-Za-z])|contribuinte)|(?P<lv>personas kod)"
    r"|(?P<ro>(?<![A-Za-z])cnp(?![A-Za-z]))|(?P<si>(?<![A-Za-z])(?:em[sš]o|jmbg)(?![A-Za-z]))|(?P<fr>(?<![A-Za-z])nir(?![A-Za-z])|s[ée]curit[ée] sociale)"
    r"|(?P<card>(?<![A-Za-z])cards?(?![A-Za-z])|visa|mastercard|amex|credit|debit|luottokort|maksukort|kreditkort|kortnum|kartennummer|(?<![A-Za-z])pan(?![A-Za-z])|(?<![A-Za-z])cc_?num)"
)
WORDS = ("hetu", "henkil", "sotu", "personbeteckning", "personn", "samordningsn", "cpr", "dselsn", "kennitala", "isikukood", "pesel",
         "steuer", "bsn", "burgerservice", "rijksregister", "ssn", "social security", "social_security", "iban", "credit card",
         "creditcard", "nhs", "pnr", "fnr", "ahv", "asmens", "rodn", "insz", "d-nummer", "idnr", "finnish id", "swedish id", "danish id",
         "norwegian id", "personal code", "visa", "amex", "card number", "card_number", "cardnumber", "mastercard", "luottokortti",
         "nino", "national insurance", "svnr", "sozialversicherung", "egn", "егн", "oib", "amka", "αμκα", "taj", "ppsn", "pps n", "dni",
         "nif", "contribuinte", "personas kod", "cnp", "emso", "emšo", "jmbg")  # fmt: skip
"""Words without which numbers in program code are not looked at."""

_SHORT = pattern(
    r"(?i)(?<![A-Za-z])(?:ssn|cpr|bsn|nhs|pnr|fnr|ahv|iban|insz|rodn|visa|amex|hetu|sotu|idnr|nino|svnr|egn|oib|amka|taj|ppsn|dni|nif|cnp|em[sš]o|jmbg|егн|αμκα)(?![A-Za-z])"
)


def has_words(view: View, positions: Sequence[int]) -> bool:
    """Whether one of WORDS stands at the positions as a word: not the `ssn` in `className`."""
    return any(_SHORT.match(view.text, p) or view.lower.startswith(_LONG_WORDS, p) for p in positions)


_LONG_WORDS = tuple(w for w in WORDS if len(w) > 4)


class Page(NamedTuple):
    """The text, whether any word for a number stands in it, and whether it is full of long numbers."""

    view: View
    named: bool
    many: bool

    def words(self, start: int) -> set[str]:
        """What the words around a number say it is: names of countries, or `card`."""
        if not self.named:
            return set()
        low = max(0, start - _AROUND)
        return {m.lastgroup or "" for m in _CONTEXT.finditer(self.view.text, low, start + _AROUND)}
