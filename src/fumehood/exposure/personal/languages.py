"""Which of our languages a text is written in, by its small words, and the countries where numbers are written so."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from fumehood.core.patterns import pattern
from fumehood.exposure.words import words

_SMALL: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "en": words("the and is my at of to with please call me you your on she he has"),
        "fi": words(
            "ja on minun olen että ei minulla puh puhelin soita kun hän numeroon voitko osoite mutta terveisin"
        ),
        "sv": words("och är jag mig på min mitt inte från ring det som hälsningar på har för till hos"),
        "no": words("og er jeg meg på min mitt ikke fra ring det som hilsen har til hos tlf vennlig"),
        "da": words("og er jeg mig på min mit ikke fra ring det som hilsen har til hos kh venlig ringe"),
        "de": words("und ist ich mir mich unter bitte der die das nicht mit von sie grüßen an tel"),
        "fr": words("et est je moi au le la les mon ma pas de du vous après cordialement tél"),
        "es": words("y es yo me al el la los mi de no con del cuando saludo llámame teléfono"),
    }
)
REGIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": ("GB", "US", "IE", "CA", "AU"), "fi": ("FI",), "sv": ("SE", "FI"), "no": ("NO",), "da": ("DK",), "de": ("DE", "AT", "CH"),
        "fr": ("FR", "BE", "CH"), "es": ("ES", "MX"),
    }
)  # fmt: skip
"""Countries (ISO 3166) by language (ISO 639), the likeliest first."""
_WORD = pattern(r"[^\W\d_]{1,20}")
_LOOKED_AT = 4_000  # characters


def languages_of(text: str) -> tuple[str, ...]:
    """The languages whose small words stand in the beginning of the text, the likeliest first; empty for none."""
    counts = dict.fromkeys(_SMALL, 0)
    found = Counter(_WORD.findall(text[:_LOOKED_AT].lower()))
    for language, small in _SMALL.items():
        counts[language] = sum(found[word] for word in small)
    best = sorted((n, language) for language, n in counts.items() if n)
    return tuple(language for n, language in reversed(best) if 2 * n >= best[-1][0])


def regions_of(text: str) -> tuple[str, ...]:
    """The countries whose national numbers may stand in the text."""
    return tuple(dict.fromkeys(r for language in languages_of(text) for r in REGIONS[language]))
