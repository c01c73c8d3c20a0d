"""Where the record and its anchor stand, and how they are opened: private, never through a link."""

import os

from fumehood.core.paths import config_folder, state_folder

SUFFIX = ".jsonl"


def folder() -> str:
    """The folder of the record's segments."""
    return f"{state_folder()}/audit"


def anchor() -> str:
    """The file with the head hash and the count: outside of the record, so that a cut-off end shows."""
    return f"{config_folder()}/audit-anchor"


def segment(number: int) -> str:
    """The path of a segment; they are counted from 1."""
    return f"{folder()}/{number:06d}{SUFFIX}"


def segments() -> list[int]:
    """The numbers of the segments that are there, ascending; empty when nothing was ever recorded.

    Raises:
        OSError: the folder is there and cannot be read.
    """
    try:
        names = os.listdir(folder())
    except FileNotFoundError:
        return []
    return sorted(
        int(name[:-6])
        for name in names
        if name.endswith(SUFFIX) and name[:-6].isascii() and name[:-6].isdigit()
    )


def open_private(path: str, flags: int) -> int:
    """A descriptor of a file that only its owner may read; its folder is made (0700) when it is missing.

    Raises:
        OSError: it cannot be opened, or is a symbolic link.
    """
    flags |= os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        return os.open(path, flags, 0o600)
    except FileNotFoundError:
        above = os.path.dirname(path)
        os.makedirs(os.path.dirname(above), mode=0o700, exist_ok=True)
        try:  # noqa: SIM105 - a start of `run` does without contextlib
            os.mkdir(above, 0o700)
        except FileExistsError:
            pass  # another process was quicker
        return os.open(path, flags, 0o600)
