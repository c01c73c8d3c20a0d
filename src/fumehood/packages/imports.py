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
    "google.cloud": 3, "azure": 3, "zope": 2, "plone": 2, "jaraco": 2, "backports": 2, "ruamel": 2, "sphinxcontrib": 2,
    "collective": 2, "opentelemetry": 3, "repoze": 2, "tempest": 2, "oslo": 2, "airflow.providers": 3, "pyramid": 1,
    "mkdocs_material": 1, "nvidia": 2, "paste": 2, "flufl": 2, "lazr": 2, "z3c": 2, "five": 2, "dogpile": 2,
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
def provided_elsewhere() -> frozenset[str]:
    """Top-level modules that come with a program or came with an older Python, so that no index need have them."""
    text = _data("host_modules.txt")
    return frozenset(w for line in text.splitlines() if not line.startswith("#") for w in line.split())


def distributions_for_import(module: str) -> tuple[str, ...]:
    """The distributions known to provide a dotted module, the usual one first; empty when we know none.

    >>> distributions_for_import("cv2")[0]
    'opencv-python'
    """
    table = _table()
    parts = module.split(".")
    for n in range(len(parts), 1, -1):
        if found := table.get(".".join(parts[:n])):
            return found
    for namespace, width in _NAMESPACES.items():
        if module.startswith(namespace + ".") and len(parts) >= width:
            return ("-".join(parts[:width]).replace("_", "-"), *table.get(parts[0], ()))
    return table.get(parts[0], ())


def is_standard(module: str) -> bool:
    """Whether a dotted module belongs to the standard library of some Python 3."""
    return module.partition(".")[0] in NOT_PACKAGES


NOT_PACKAGES: frozenset[str] = sys.stdlib_module_names | _MODULE_ONLY
"""Top-level names that no distribution is needed for, in the Python that runs us."""


def squash(name: str) -> str:
    """A name without case and separators, to compare a module with a distribution."""
    return re.sub(r"[-_.]+", "", name).lower()
