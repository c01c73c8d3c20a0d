"""File systems on which `.GIT/HOOKS` is `.git/hooks`: a mask or a read-only mount holds for one spelling, not for the others.

Asked of the files themselves: FAT, exFAT, NTFS, shares of other systems and folders of ext4 do it, each by its own rules.
"""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_ENOUGH = 200


def folds(folder: str) -> bool:
    """Whether names in `folder` are the same in upper and lower case; False where no name there can tell."""
    try:
        names = os.listdir(folder)
    except OSError:
        return False
    known = set(names)
    for name in names[:_ENOUGH]:
        other = name.swapcase()
        if other not in known and other.swapcase() == name:
            return os.path.lexists(os.path.join(folder, other))
    return False


def other_spelling(paths: "Iterable[str]") -> str:
    """The first of the existing `paths` that has another spelling; empty when each has its own only."""
    for path in paths:
        above, _, name = path.rpartition("/")
        other = name.swapcase()
        if other != name and os.path.lexists(f"{above}/{other}") and folds(above):
            return path
    return ""
