"""An argument as a program would get it, with marks for what the text does not tell.

Marks are single characters from the end of the last private plane, which no input may bring along
(`shell.parse` replaces them): one stands for any unknown text, three for the active glob characters.
"""

UNKNOWN = "\U0010fff0"  # any text, perhaps none
STAR = "\U0010fff1"  # an active *
ANY = "\U0010fff2"  # an active ?
SET = "\U0010fff3"  # an active [
GLOBS = STAR + ANY + SET
_ACTIVE = str.maketrans({"*": STAR, "?": ANY, "[": SET})
_ACTIVE_WITHOUT_SETS = str.maketrans({"*": STAR, "?": ANY})
_LITERAL = str.maketrans({STAR: "*", ANY: "?", SET: "["})
_SHOWN = str.maketrans({STAR: "*", ANY: "?", SET: "[", UNKNOWN: "…"})
LONGEST = 65_536  # code points of a value; what a script doubles again and again becomes unknown
NONE: frozenset[str] = frozenset()

# Where a value came from:
SECRET = "secret"
CREDENTIAL = "credential"  # a variable of the environment that is named like one
DOWNLOAD = "download"
DECODED = "decoded"  # out of base64, hex, rot13, gzip …
FILE = "file"  # out of a file of this machine
ENVIRONMENT = "environment"  # the whole environment
SOCKET = "socket"  # out of a raw network connection
SHELL = "shell"  # what a shell prints that somebody else commands
ENCODED = "encoded"
REMOTE = "remote"  # out of a program on another machine
TERMINAL = "terminal"  # what the user would type: nothing was piped in


class Arg(str):
    """A text with marks, and where it came from (`taint`)."""

    __slots__ = ("taint",)
    taint: frozenset[str]

    def __new__(cls, text: str = "", taint: frozenset[str] = NONE) -> "Arg":  # noqa: PYI034 - typing is not imported here
        """An argument with this text; one that is too long becomes unknown."""
        self = super().__new__(cls, text if len(text) <= LONGEST else text[:LONGEST] + UNKNOWN)
        self.taint = taint
        return self

    @property
    def known(self) -> bool:
        """Whether nothing in it is unknown (globs count as known)."""
        return UNKNOWN not in self


def taint_of(text: str) -> frozenset[str]:
    """Where a text came from; nothing is known of a plain string."""
    return text.taint if isinstance(text, Arg) else NONE


def activate(text: str) -> str:
    """The text with its glob characters as marks."""
    return text.translate(_ACTIVE if "]" in text else _ACTIVE_WITHOUT_SETS)


def literal(text: str) -> str:
    """The text as `echo` would print it when no glob matches."""
    return text.translate(_LITERAL)


def shown(text: str) -> str:
    """The text for a person: `…` for what is unknown."""
    return text.translate(_SHOWN)


def has_glob(text: str) -> bool:
    """Whether a glob is active in it."""
    return STAR in text or ANY in text or SET in text
