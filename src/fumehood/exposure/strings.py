"""Runs of characters that look like noise, wherever they stand."""

from fumehood.core.patterns import pattern
from fumehood.exposure.randomness import wordiness

_HEX = pattern(r"[0-9a-fA-F]+")


def noise(run: str) -> bool:
    """Whether a run of base64 or hex characters may be part of a key."""
    bare = run.strip("=-_")
    if len(bare) < 16 or bare.isdigit() or len(set(bare)) < 8:
        return False
    if _HEX.fullmatch(bare):
        return True
    return wordiness(bare) < 0.0 if any(c.isdigit() for c in bare) else wordiness(bare) < -0.5
