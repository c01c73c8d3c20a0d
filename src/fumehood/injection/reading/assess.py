"""How much a text reads as an instruction to a model: graded evidence, and where it stands."""

from typing import NamedTuple

from fumehood.injection.reading.phrases import phrases
from fumehood.injection.reading.tokens import Tokens, tokens_of

_WINDOW = 90  # tokens: about four sentences
_LONGEST = 20_000  # characters looked at in one piece; longer texts go in overlapping pieces
_OVERLAP = 600
_DIRECTED = 3  # points from which a family shows that the text is meant for a model, or hides something
_GRAVE = 5  # points from which an act speaks for itself
_TELLING = 2
_UNCONDITIONAL = 2
_WORTH_RAISING = 4
_MOST_RAISED = 2
# Trigger and tone say nothing alone.
_CARRIERS = frozenset({"seize", "steer", "act", "hush", "aim"})


_Found = tuple[int, str, str, int, int]


class Sign(NamedTuple):
    """One piece of evidence: what it is worth and which characters say so."""

    family: str
    name: str
    points: int
    start: int
    end: int


class Reading(NamedTuple):
    """The evidence of the strongest stretch of a text. `score` is 0 where there is none."""

    score: int
    signs: tuple[Sign, ...]

    def points(self, family: str) -> int:
        """What the family's best evidence is worth, 0 without any."""
        return max((s.points for s in self.signs if s.family == family), default=0)

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


NOTHING = Reading(0, ())


def assess(text: str) -> Reading:
    """The strongest stretch of `text`. Linear in its length."""
    best = NOTHING
    phrases()  # they bring words of their own into the lexicon
    at = 0
    while at < len(text):
        piece = text[at : at + _LONGEST]
        reading = _assess(tokens_of(piece))
        if reading.score > best.score:
            best = Reading(
                reading.score, tuple(s._replace(start=s.start + at, end=s.end + at) for s in reading.signs)
            )
        at += _LONGEST - _OVERLAP
    return best


def _assess(tokens: Tokens) -> Reading:
    signs = _signs(tokens)
    if not any(family in _CARRIERS for _, family, *_ in signs):
        return NOTHING
    signs.sort()
    best, best_signs = 0, list[_Found]()
    for i, (begin, *_) in enumerate(signs):
        strongest: dict[str, _Found] = {}
        for sign in signs[i:]:
            if sign[0] > begin + _WINDOW:
                break
            if sign[1] not in strongest or strongest[sign[1]][3] < sign[3]:
                strongest[sign[1]] = sign
        score = _score(strongest)
        if score > best:
            best, best_signs = score, list(strongest.values())
    return Reading(
        best,
        tuple(
            Sign(f, name, points, tokens.starts[a], tokens.ends[b - 1])
            for a, f, name, points, b in best_signs
        ),
    )


def _score(strongest: dict[str, _Found]) -> int:
    """The evidence of a window added up; what is ordinary in any manual counts only beside what is not."""
    points = {family: sign[3] for family, sign in strongest.items()}
    seize, steer, act, hush, aim, when = (
        points.get(f, 0) for f in ("seize", "steer", "act", "hush", "aim", "when")
    )
    directed = max(seize, steer, aim) >= _DIRECTED
    if not directed and hush < _DIRECTED and act < _GRAVE and when < _UNCONDITIONAL:
        act //= 2
    if max(seize, steer, act, hush) < _TELLING:
        aim //= 2
    core = seize + steer + act + hush + aim
    if core < _WORTH_RAISING or not (directed or hush >= _DIRECTED or act >= _GRAVE):
        return core
    return core + min(when + points.get("tone", 0), _MOST_RAISED)


def _signs(tokens: Tokens) -> list[_Found]:
    """(first token, family, name, points, token behind the last) of each phrase found."""
    classes = tokens.classes
    present = frozenset(classes)
    found: list[_Found] = []
    for phrase in phrases():
        if phrase.fits(present):
            for match in phrase.pattern.finditer(classes):
                a, b = match.span()
                found.append((a, phrase.family, phrase.name, phrase.points, max(b, a + 1)))
    return found
