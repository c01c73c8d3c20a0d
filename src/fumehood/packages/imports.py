"""From the name of a module to the distributions that provide it.

The table `data/imports.txt` is ours; it has the modules whose names differ from their distribution's.
"""

import os
import re
import sys
from collections.abc import Mapping
from functools import cache

_MODULE_ONLY = frozenset({"__future__", "__main__"})
# Packages that share a first name among many distributions: the distribution is named after the first parts.
_NAMESPACES = {
    "google.cloud": 3, "google": 2, "azure": 3, "zope": 2, "plone": 2, "jaraco": 2, "backports": 2, "ruamel": 2,
    "sphinxcontrib": 2, "collective": 2, "opentelemetry": 3, "repoze": 2, "airflow.providers": 3, "nvidia": 2,
    "flufl": 2, "lazr": 2, "z3c": 2, "five": 2, "dogpile": 2,
}  # fmt: skip


def _data(name: str) -> str:
    """A file of `data/`; opened directly, since importing importlib.resources takes longer than reading it."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", name)
    with open(path, encoding="utf-8") as file:
        return file.read()


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    text = _data("imports.txt")
    rows = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {module: tuple(distributions) for module, *distributions in rows}


@cache
def _elsewhere() -> Mapping[str, frozenset[str]]:
    text = _data("host_modules.txt")
    found: dict[str, set[str]] = {}
    section = ""
    for line in text.splitlines():
        if line.startswith("#"):
            section = line[1:].partition(":")[0].strip()
        else:
            found.setdefault(section, set()).update(line.split())
    return {kind: frozenset(names) for kind, names in found.items()}


def provided_elsewhere() -> frozenset[str]:
    """Top-level modules that come with a program, or came with an older Python: no index need have them."""
    return _elsewhere()["language"] | _elsewhere()["host"]


def host_modules() -> frozenset[str]:
    """Top-level modules of programs that run Python inside, or of another implementation of it."""
    return _elsewhere()["host"]


def distributions_for_import(module: str) -> tuple[str, ...]:
    """The distributions known to provide a dotted module, the usual one first; empty when we know none.

    >>> distributions_for_import("cv2")[0]
    'opencv-python'
    """
    table = _table()
    parts = module.split(".")
    shared = next((n for n in _NAMESPACES if module.startswith(n + ".")), "")
    for n in range(len(parts), shared.count(".") + bool(shared), -1):
        if found := table.get(".".join(parts[:n])):
            return found
    if not shared:
        return ()
    widths = range(min(len(parts), _NAMESPACES[shared]), shared.count(".") + 1, -1)
    return (*("-".join(parts[:w]).replace("_", "-") for w in widths), *table.get(shared, ()))


def is_standard(module: str) -> bool:
    """Whether a dotted module belongs to the standard library of some Python 3."""
    return module.partition(".")[0] in NOT_PACKAGES


NOT_PACKAGES: frozenset[str] = sys.stdlib_module_names | _MODULE_ONLY
"""Top-level names that no distribution is needed for, in the Python that runs us."""


def squash(name: str) -> str:
    """A name without case and separators, to compare a module with a distribution."""
    return re.sub(r"[-_.]+", "", name).lower()
