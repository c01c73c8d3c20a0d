"""The patch format of apply_patch, and unified diffs: which files, which lines are added."""

from fumehood.agents.event import Piece

_FILE = ("*** Add File: ", "*** Update File: ", "*** Delete File: ", "*** Move to: ")


class Patch:
    """Paths that a patch touches, those that it deletes, and the text that it adds to each."""

    __slots__ = ("deleted", "paths", "pieces")

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.deleted: list[str] = []
        self.pieces: list[Piece] = []


def read_patch(text: str) -> Patch | None:
    """The patch that the text is, or None when it is none."""
    unified = "\n+++ " in text and ("\n@@" in text or text.startswith(("--- ", "diff ")))
    if "*** Begin Patch" not in text and "*** Update File: " not in text and not unified:
        return None
    patch = Patch()
    added: list[str] = []
    path = ""
    for line in text.splitlines():
        if line.startswith(_FILE) or (unified and line.startswith("+++ ")):
            _close(patch, path, added)
            path = line.partition(": ")[2].strip() if line.startswith("***") else _unified_path(line)
            if path and path not in patch.paths:
                patch.paths.append(path)
            if line.startswith("*** Delete File: "):
                patch.deleted.append(path)
        elif line.startswith("+"):
            added.append(line[1:])
    _close(patch, path, added)
    return patch


def _close(patch: Patch, path: str, added: list[str]) -> None:
    if added:
        patch.pieces.append(Piece(path, "\n".join(added) + "\n", ""))
        added.clear()


def _unified_path(line: str) -> str:
    name = line[4:].split("\t", maxsplit=1)[0].strip()
    if name == "/dev/null":
        return ""
    return name[2:] if name.startswith("b/") else name
