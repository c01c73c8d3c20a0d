"""Edits of a tree that a number decides: the same ones in a room and beside it must end in the same tree.

No hard links: an overlay takes them apart when one is written to.
"""

import contextlib
import os
import random
import shutil
import sys

NAMES = ["a", "b", "c", "d e", "ü", "x.py", "-n", ".h", "lib", "w\nl", os.fsdecode(b"\xff")]
KINDS = [
    "write",
    "append",
    "folder",
    "remove",
    "remove all",
    "rename",
    "rename",
    "link",
    "mode",
    "shorten",
    "replace",
    "swap",
]


def edit(top: str, seed: int, count: int) -> None:
    """Makes `count` edits below `top`; those that make no sense there are left out."""
    chance = random.Random(seed)
    for _ in range(count):
        kind = chance.choice(KINDS)
        one, other = (
            os.path.join(top, *(chance.choice(NAMES) for _ in range(chance.randint(1, 3)))) for _ in "12"
        )
        content = chance.randbytes(chance.randint(0, 40))
        choice = chance.randint(0, 3)
        with contextlib.suppress(OSError):
            _edit(kind, one, other, content, choice)


def _edit(kind: str, one: str, other: str, content: bytes, choice: int) -> None:
    plain = os.path.isfile(one) and not os.path.islink(one)
    folder = os.path.isdir(one) and not os.path.islink(one)
    if kind in ("write", "append"):
        with open(one, "wb" if kind == "write" else "ab") as file:
            file.write(content)
    elif kind == "folder":
        os.makedirs(one)
    elif kind == "remove":
        os.unlink(one)
    elif kind == "remove all":
        shutil.rmtree(one)
    elif kind == "rename":
        if (
            not os.path.lexists(other)
            and os.path.isdir(os.path.dirname(other))
            and not f"{other}/".startswith(f"{one}/")
        ):
            shutil.move(one, other)
    elif kind == "link":
        os.symlink(("a", "b/../b", "./c", "nowhere")[choice], one)
    elif kind == "mode" and (plain or folder):
        os.chmod(one, ((0o644, 0o600, 0o755, 0o400) if plain else (0o755, 0o700, 0o775, 0o711))[choice])
    elif kind == "shorten" and plain:
        os.truncate(one, choice)
    elif kind == "replace":
        with open(one + ".new", "wb") as file:
            file.write(content)
        os.replace(one + ".new", one)
    elif kind == "swap" and plain:
        os.unlink(one)
        os.makedirs(one + "/inner")
    elif kind == "swap" and folder:
        shutil.rmtree(one)
        with open(one, "wb") as file:
            file.write(content)


if __name__ == "__main__":
    edit(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
