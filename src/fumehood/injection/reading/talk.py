"""How much a text sounds like somebody talking to a model, by its words alone.

Each category of the lexicon has points (0 to 4) for how much more often its words stand in instructions to
models than in documents; they were set by hand from counts over public attack sets (MIT, Apache-2.0) and
ordinary repositories. This is weak evidence: it counts only for text that people do not read.
"""

from fumehood.injection.reading.lexicon import lexicon
from fumehood.injection.reading.tokens import Tokens

_WINDOW = 45  # tokens: about two sentences
_STEP = 15


def talk(tokens: Tokens) -> int:
    """The points of the different categories in the most talkative stretch."""
    points = lexicon().talk
    classes = tokens.classes
    best = 0
    for at in range(0, max(1, len(classes) - _WINDOW + _STEP), _STEP):
        best = max(best, sum(points.get(code, 0) for code in set(classes[at : at + _WINDOW])))
    return best
