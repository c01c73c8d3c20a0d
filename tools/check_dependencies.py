"""Checks what an installation of fumehood brings along: few packages, permissive licences, no `.pth` file.

A `.pth` file runs code at every start of the interpreter, also where fumehood is not used: none of our
dependencies may ship one. Run in the environment that `make` sets up; exit 1 names what is wrong.
"""

import re
import sys
from collections.abc import Iterator
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LIMIT = 10
"""Distributions that a plain installation may bring (pip-audit names 10 directly, guarddog 18)."""

PERMISSIVE = re.compile(
    r"\b(MIT|BSD|Apache|PSF|ISC|MPL|Python Software Foundation|Unlicense|0BSD|Zlib)\b", re.IGNORECASE
)


def closure(name: str) -> dict[str, metadata.Distribution]:
    """Every distribution that an installation of `name` without extras needs here, itself left out."""
    found: dict[str, metadata.Distribution] = {}
    pending = [name]
    while pending:
        for text in metadata.distribution(pending.pop()).requires or ():
            requirement = Requirement(text)
            key = canonicalize_name(requirement.name)
            wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            if wanted and key not in found:
                found[key] = metadata.distribution(key)
                pending.append(key)
    return found


def licence_of(distribution: metadata.Distribution) -> str:
    """What the metadata says of the licence, in its three possible places."""
    meta = distribution.metadata
    classifiers = [c for c in meta.get_all("Classifier", []) if c.startswith("License ::")]
    return " / ".join(
        filter(None, [meta.get("License-Expression"), *classifiers, (meta.get("License") or "")[:60]])
    )


def faults(distributions: dict[str, metadata.Distribution]) -> Iterator[str]:
    """One sentence for each thing that is wrong."""
    if len(distributions) > LIMIT:
        yield f"{len(distributions)} dependencies, at most {LIMIT} are allowed: {', '.join(sorted(distributions))}"
    for name, distribution in sorted(distributions.items()):
        for file in distribution.files or ():
            if str(file).endswith(".pth"):
                yield f"{name} ships {file}, which runs at every start of Python"
        licence = licence_of(distribution)
        if not PERMISSIVE.search(licence):
            yield f"{name} has no permissive licence in its metadata: {licence or 'none named'}"


def main() -> int:
    """Prints the faults to stderr; 1 when there are any."""
    found = list(faults(closure("fumehood")))
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
