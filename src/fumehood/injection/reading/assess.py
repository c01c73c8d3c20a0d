"""How much a text reads as an instruction to a model: graded evidence, and where it stands."""

from typing import NamedTuple

from fumehood.injection.reading.lexicon import COLON, COMMA, STOP, lexicon
from fumehood.injection.reading.phrases import phrases
from fumehood.injection.reading.talk import talk
from fumehood.injection.reading.tokens import Tokens, tokens_of

_WINDOW = 60  # tokens: about three sentences
_LONGEST = 20_000  # characters looked at in one piece; longer texts go in overlapping pieces
_OVERLAP = 600
_STRIDE = 6  # tokens between the beginnings of two windows
_MOST = 300  # pieces of evidence in a window
_DIRECTED = 3  # points from which a family shows that the text is meant for a model, or hides something
_GRAVE = 5  # points from which an act speaks for itself
_TELLING = 2
_UNCONDITIONAL = 2
_WORTH_RAISING = 4
_MOST_RAISED = 2
_NEGATION_REACH = 4
# Trigger and tone say nothing alone.
_REPEATED = frozenset({"seize", "steer", "act", "hush"})
_CARRIERS = frozenset({"seize", "steer", "act", "hush", "aim"})
_HIDDEN_CARRIERS = _CARRIERS | {"plea"}


class _Found(NamedTuple):
    """A phrase in a row of tokens: from `begin` up to `end`."""

    begin: int
    end: int
    family: str
    name: str
    points: int


class Sign(NamedTuple):
    """One piece of evidence: what it is worth and which characters say so."""

    family: str
    name: str
    points: int
    start: int
    end: int


class Reading(NamedTuple):
    """The evidence of the strongest stretch of a text; 0 where there is none.

    `score` weighs what any manual says against it; `sum` does not: it is for text that is hidden from people,
    where a manual has no reason to stand. `talk` is what the words alone say (see `reading.talk`).
    """

    score: int
    sum: int
    signs: tuple[Sign, ...]
    talk: int = 0

    def points(self, family: str) -> int:
        """What the family's best evidence is worth, 0 without any."""
        return max((s.points for s in self.signs if s.family == family), default=0)

    @property
    def worth(self) -> tuple[int, int, int]:
        """What readings are compared by."""
        return self.score, self.sum, self.points("plea")

    @property
    def carried(self) -> int:
        """The points of the families that say something by themselves."""
        return sum(s.points for s in self.signs if s.family in _CARRIERS)

    @property
    def directed(self) -> bool:
        """Whether some evidence shows that a model is spoken to, that something is hidden, or grave harm."""
        families = {s.family: s.points for s in self.signs}
        return (
            max(families.get(f, 0) for f in ("seize", "steer", "hush", "aim")) >= _DIRECTED
            or families.get("act", 0) > _DIRECTED
        )

    @property
    def start(self) -> int:
        """Where the evidence begins in the text; a friendly word before it is none."""
        telling = [s.start for s in self.signs if s.family in _CARRIERS and s.points > 1]
        return min(telling or [s.start for s in self.signs], default=0)

    @property
    def end(self) -> int:
        """Where the evidence ends in the text."""
        return max((s.end for s in self.signs), default=0)

    @property
    def why(self) -> str:
        """The names of the evidence, strongest first."""
        return ", ".join(dict.fromkeys(s.name for s in sorted(self.signs, key=lambda s: -s.points)))


NOTHING = Reading(0, 0, ())


def assess(text: str, *, closely: bool = False) -> Reading:
    """The strongest stretch of `text`; `closely` also fills in `talk`. Linear in its length."""
    best = NOTHING
    phrases()  # they bring words of their own into the lexicon
    at = 0
    while at < len(text):
        reading = _assess(tokens_of(text[at : at + _LONGEST]), closely=closely)
        if reading.worth > best.worth:
            best = reading._replace(
                talk=max(best.talk, reading.talk),
                signs=tuple(s._replace(start=s.start + at, end=s.end + at) for s in reading.signs),
            )
        at += _LONGEST - _OVERLAP
    return best


def _assess(tokens: Tokens, *, closely: bool) -> Reading:
    signs = _signs(tokens)
    if not any(sign.family in _HIDDEN_CARRIERS for sign in signs):
        return NOTHING
    best = (0, 0, 0)
    best_signs: dict[str, _Found] = {}
    next_anchor = -1
    for i, first in enumerate(signs):
        if first.begin < next_anchor:
            continue
        next_anchor = first.begin + _STRIDE
        window = [s for s in signs[i : i + _MOST] if s.begin <= first.begin + _WINDOW]
        strongest: dict[str, _Found] = {}
        for sign in window:
            if sign.family not in strongest or strongest[sign.family].points < sign.points:
                strongest[sign.family] = sign
        _drop_repeats(strongest)
        worth = _worth(strongest, _others(window, strongest))
        if worth > best:
            best, best_signs = worth, strongest
    return Reading(
        best[0],
        best[1],
        tuple(_sign(found, tokens) for found in best_signs.values()),
        talk(tokens) if closely else 0,
    )


def _drop_repeats(strongest: dict[str, _Found]) -> None:
    """Takes out what says the same again: evidence whose words are all part of stronger evidence of another family."""
    for family in ("steer", "act", "hush"):
        mine = strongest.get(family)
        if mine and any(
            other is not mine
            and other.family in _REPEATED
            and other.points > mine.points
            and other.begin <= mine.begin
            and mine.end <= other.end
            for other in strongest.values()
        ):
            del strongest[family]


def _sign(found: _Found, tokens: Tokens) -> Sign:
    return Sign(
        found.family, found.name, found.points, tokens.starts[found.begin], tokens.ends[found.end - 1]
    )


def _others(window: list[_Found], strongest: dict[str, _Found]) -> int:
    """How many more strong pieces of evidence the window has, apart from the best of each family: at most two."""
    taken = [(s.begin, s.end) for s in strongest.values()]
    count = 0
    for sign in window:
        if sign.points < _DIRECTED or sign.family not in _REPEATED:
            continue
        if all(sign.end <= begin or end <= sign.begin for begin, end in taken):
            taken.append((sign.begin, sign.end))
            count += 1
            if count == _MOST_RAISED:
                break
    return count


def _worth(strongest: dict[str, _Found], others: int) -> tuple[int, int, int]:
    """(score, sum, points of the plea) of a window."""
    points = {family: sign.points for family, sign in strongest.items()}
    if _CARRIERS.isdisjoint(points):
        return 0, 0, points.get("plea", 0)
    seize, steer, act, hush, aim, when = (
        points.get(f, 0) for f in ("seize", "steer", "act", "hush", "aim", "when")
    )
    directed = max(seize, steer, aim) >= _DIRECTED
    ordinary = act < _GRAVE and when < _UNCONDITIONAL
    if not directed and hush < _DIRECTED and (ordinary or _is_command(strongest)):
        act //= 2  # a manual names commands and what they do
    if max(seize, steer, act, hush) < _TELLING:
        aim //= 2
    core = seize + steer + act + hush + aim
    standing = act >= _GRAVE or (act == _GRAVE - 1 and when >= _UNCONDITIONAL)
    if core >= _WORTH_RAISING and (directed or hush >= _DIRECTED or standing):
        core += min(when + points.get("tone", 0) + others, _MOST_RAISED)
    if not (seize or steer or act or aim):
        core = min(core, _WORTH_RAISING)  # "keep this secret" asks for nothing that an assistant would do
    plea = points.get("plea", 0)
    return core, sum(points.values()) - plea + others, plea


def _is_command(strongest: dict[str, _Found]) -> bool:
    return "act" in strongest and strongest["act"].name == "command"


def _signs(tokens: Tokens) -> list[_Found]:
    """Each phrase found, in the order of where it begins; of those that begin together the best of a family."""
    classes = tokens.classes
    found: dict[tuple[int, str], _Found] = {}
    for phrase in phrases().fitting(classes):  # the best come first
        for match in phrase.pattern.finditer(classes):
            begin, end = match.span()
            key = (begin, phrase.family)
            if key not in found and not (phrase.family == "act" and _negated(classes, begin)):
                found[key] = _Found(begin, max(end, begin + 1), phrase.family, phrase.name, phrase.points)
    return sorted(found.values())


def _negated(classes: str, begin: int) -> bool:
    """Whether a "never" or "do not" stands just before, in the same clause: what is forbidden is not asked for."""
    codes = lexicon().codes
    for at in range(begin - 1, max(0, begin - _NEGATION_REACH) - 1, -1):
        code = classes[at]
        if code in (STOP, COMMA, COLON) or code == codes["FORGET"]:
            return False
        if code == codes["NEG"]:
            return True
    return False
