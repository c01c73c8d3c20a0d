"""Builds the table of the randomness test: how often one character follows another in names and words.

Learns from the Python standard library of the interpreter that runs it (PSF licence): identifiers, and the
words of comments and docstrings. Each distinct word counts once, so that frequent ones do not dominate.

usage: python tools/build_randomness.py [OUT]
"""

import math
import os
import re
import sys
import sysconfig
from collections import Counter
from itertools import pairwise

from fumehood.exposure.randomness import BOUNDARY, CLASSES, SCALE, classes_of

WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,39}(?:[-.][A-Za-z0-9_]{2,30}){0,3}")
OUT = os.path.join(os.path.dirname(__file__), "../src/fumehood/exposure/data/randomness.bin")


def words(root: str) -> set[str]:
    """All distinct words in the Python files below `root`, `site-packages` left out."""
    found: set[str] = set()
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in {"site-packages", "dist-packages", "encodings"})
        for name in sorted(files):
            if name.endswith(".py"):
                with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                    found.update(WORD.findall(file.read()))
    return found


def table(corpus: set[str]) -> bytes:
    """log2 of the odds of each transition against base62 noise, times SCALE, as signed bytes."""
    counts: Counter[tuple[int, int]] = Counter()
    for word in corpus:
        path = [BOUNDARY, *classes_of(word), BOUNDARY]
        counts.update(pairwise(path))
    noise = [1 / 63] * 52 + [10 / 63, 1 / 63, 1 / 63]  # separators and ends are as rare as any one character
    out = bytearray()
    for a in range(CLASSES):
        total = sum(counts[a, b] for b in range(CLASSES)) + 0.5 * CLASSES
        for b in range(CLASSES):
            odds = math.log2((counts[a, b] + 0.5) / total / noise[b])
            out.append(max(-127, min(127, round(odds * SCALE))) & 0xFF)
    return bytes(out)


if __name__ == "__main__":
    corpus = words(sysconfig.get_path("stdlib"))
    with open(sys.argv[1] if len(sys.argv) > 1 else OUT, "wb") as file:
        file.write(table(corpus))
    print(f"{len(corpus)} words")
