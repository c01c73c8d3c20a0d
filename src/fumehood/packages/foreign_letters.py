"""Letters of other scripts that look like Latin ones, in a name that must be ASCII.

Source: Unicode Technical Standard 39, confusables.txt: its single-letter rows for the Latin minuscules.
"""

_LOOK_ALIKES = str.maketrans(
    {
        "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s", "һ": "h",
        "ԁ": "d", "ԛ": "q", "ԝ": "w", "к": "k", "м": "m", "т": "t", "в": "b", "н": "h", "г": "r", "п": "n", "ɡ": "g",
        "α": "a", "ο": "o", "ρ": "p", "ν": "v", "υ": "u", "κ": "k", "ι": "i", "τ": "t", "ϲ": "c", "ω": "w", "η": "n",
        "ı": "i", "ɩ": "i", "ⅼ": "l", "ӏ": "l", "օ": "o", "ս": "u", "հ": "h", "ո": "n", "ց": "g", "ք": "p", "‐": "-", "‑": "-",
        "–": "-", "−": "-", "＿": "_", "⁄": "/",
    }
)  # fmt: skip


def latin(name: str) -> str:
    """The name with look-alikes, marks and invisible characters made plain ASCII, as far as that goes."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", name.translate(_LOOK_ALIKES))
    return "".join(c for c in plain.translate(_LOOK_ALIKES) if c.isascii() and c.isprintable())
