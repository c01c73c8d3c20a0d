"""Trains the score of squat-shaped names, and measures it on libraries it has not seen.

    train_squat_shape.py names.jsonl --out src/fumehood/packages/data/squat_shape.json

`names.jsonl` holds one object a line with `name`, `ecosystem` and `label`; the label
`registered-slopsquat` marks the positives. The negatives are a sample of the shipped index: names that
nobody uses, of the assistants' era. Names of the file with any other label are never trained on, so its
benign rows measure false alarms. Held out: each of the positives' first words in turn.
Source of the fit: iteratively reweighted least squares with an L2 penalty, Hastie et al., The Elements
of Statistical Learning, 2nd ed., section 4.4.
"""

import argparse
import json
import math
import random
import sys

from fumehood.packages.index import Index
from fumehood.packages.names import normalise
from fumehood.packages.squat_shape import features, not_a_squat
from fumehood.packages.unpack import open_index

ERA = "2022-12"  # the month in which chat assistants came into wide use
SAMPLE = 9_000
PENALTY = 10.0
QUANTILE = 0.995  # of the negatives, where the alarm begins
POSITIVE_WEIGHT = 0.25  # of all positives together, against all negatives


def main() -> int:
    """Prints the held-out figures and writes the model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", metavar="FILE")
    parser.add_argument("--out", metavar="FILE")
    args = parser.parse_args()
    with open(args.names, encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if row["ecosystem"] == "pypi"]
    index = open_index("pypi")
    assert index is not None
    labelled = {normalise(row["name"]): row["label"] for row in rows}
    positives = [name for name, label in labelled.items() if label == "registered-slopsquat"]
    train, test = _negatives(index, labelled)
    benign = [n for n, label in labelled.items() if label.startswith("benign") and _of_era(n, index)]
    found, alarms = 0, 0.0
    groups = sorted({name.split("-")[0] for name in positives})
    for group in groups:
        model = _fit([n for n in positives if n.split("-")[0] != group], train, index)
        threshold = _threshold(model, test, index)
        found += sum(_flagged(n, model, threshold, index) for n in positives if n.split("-")[0] == group)
        alarms += sum(_flagged(n, model, threshold, index) for n in benign) / len(groups)
    everything = sum(label.startswith("benign") for label in labelled.values())
    print(
        f"held out by first word: {found} of {len(positives)} found; {alarms:.1f} of {everything} benign flagged"
    )
    model = _fit(positives, train, index)
    threshold = _threshold(model, test, index)
    print(f"trained on all: {sum(_flagged(n, model, threshold, index) for n in positives)} of {len(positives)} found; "
          f"{sum(_flagged(n, model, threshold, index) for n in benign)} of {everything} benign flagged")  # fmt: skip
    if args.out:
        _write(args.out, model, threshold)
    return 0


def _of_era(name: str, index: Index) -> bool:
    entry = index.find(name)
    return entry is not None and not entry.established and (not entry.month or entry.month >= ERA)


def _negatives(index: Index, labelled: dict[str, str]) -> tuple[list[str], list[str]]:
    rng = random.Random(20261101)
    names = rng.sample(list(index.prefixed("", index.count)), 4 * SAMPLE)
    usable = [n for n in names if n not in labelled and _of_era(n, index)][: 2 * SAMPLE]
    return usable[::2], usable[1::2]


def _row(name: str, index: Index) -> list[float]:
    return [1.0, *features(name, index).values()]


def _fit(positives: list[str], negatives: list[str], index: Index) -> list[float]:
    rows = [_row(n, index) for n in (*positives, *negatives)]
    truth = [1.0] * len(positives) + [0.0] * len(negatives)
    heavy = POSITIVE_WEIGHT * len(negatives) / len(positives)
    weights = [heavy] * len(positives) + [1.0] * len(negatives)
    size = len(rows[0])
    beta = [0.0] * size
    for _ in range(25):
        gradient = [0.0] + [PENALTY * b for b in beta[1:]]
        hessian = [[PENALTY * (i == j and i > 0) for j in range(size)] for i in range(size)]
        for x, y, w in zip(rows, truth, weights, strict=True):
            p = 1 / (1 + math.exp(-sum(b * v for b, v in zip(beta, x, strict=True))))
            for i in range(size):
                if x[i]:
                    gradient[i] += w * (p - y) * x[i]
                    curve = w * p * (1 - p) * x[i]
                    for j in range(size):
                        hessian[i][j] += curve * x[j]
        beta = [b - s for b, s in zip(beta, _solve(hessian, gradient), strict=True)]
    return beta


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination with partial pivoting."""
    rows = [[*row, r] for row, r in zip(matrix, right, strict=True)]
    size = len(rows)
    for i in range(size):
        pivot = max(range(i, size), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(size):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def _score(name: str, model: list[float], index: Index) -> float:
    return sum(b * v for b, v in zip(model, _row(name, index), strict=True))


def _threshold(model: list[float], negatives: list[str], index: Index) -> float:
    scores = sorted(_score(n, model, index) if _can_be(n, index) else -math.inf for n in negatives)
    return scores[int(len(scores) * QUANTILE)]


def _can_be(name: str, index: Index) -> bool:
    words = name.split("-")
    return len(words) > 1 and not not_a_squat(words, index)


def _flagged(name: str, model: list[float], threshold: float, index: Index) -> bool:
    return _can_be(name, index) and _score(name, model, index) > threshold


def _write(path: str, model: list[float], threshold: float) -> None:
    index = open_index("pypi")
    assert index is not None
    names = list(features("a-b", index))
    shape = {
        "era": ERA,
        "threshold": round(threshold, 3),
        "intercept": round(model[0], 3),
        "coefficients": {name: round(b, 3) for name, b in zip(names, model[1:], strict=True)},
    }
    with open(path, "w", encoding="utf-8") as file:
        json.dump(shape, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    sys.exit(main())
