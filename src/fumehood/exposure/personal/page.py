"""The page that numbers stand on: what the words around a number say it is."""

import re
from typing import NamedTuple

from fumehood.exposure.view import View

_AROUND = 60
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
