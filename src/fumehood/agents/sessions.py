"""What happened before in an assistant's session: labels, and which calls were judged already.

One file a session below the state folder, a line an entry, appended in one write: the resident server and the cold
hook share it. Kept are labels, hashes of call ids and of paths, decisions, and what the person should hear of when the
assistant has finished: words of a fixed list, and names of files. No content.
"""

import os

from fumehood.commands.context import DOWNLOADED, WRITTEN
from fumehood.core.paths import state_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from fumehood.agents.event import Event

UNTRUSTED, SECRET = "untrusted-read", "secret-read"  # the labels that policy rules know (`after`)
WROTE = "wrote "  # a note, with the absolute path of a new file that a shell command was to write
_LARGEST = 1_048_576  # bytes of a session's file that are read: its end
_MOST_FILES = 200


class Sessions:
    """Memory of all sessions in `folder` (default: below the state folder)."""

    def __init__(self, folder: str = "") -> None:
        self._folder = folder or os.path.join(state_folder(), "sessions")

    def labels(self, event: "Event") -> frozenset[str]:
        """The labels of the event's session."""
        text = self._read(event)
        return frozenset(label for label in (UNTRUSTED, SECRET) if f"label {label} " in text)

    def add(self, event: "Event", label: str) -> None:
        """Notes a label, with where it came from.

        Raises:
            OSError: the state folder cannot be written.
        """
        entry = f"label {label} {self.source(event)}\n"
        if entry not in self._read(event):
            self._append(event, entry)

    def sources(self, event: "Event", label: str) -> frozenset[str]:
        """Where a label of the session came from, as `source` has it; empty when it was never noted."""
        beginning = f"label {label} "
        rows = self._read(event).splitlines()
        return frozenset(row[len(beginning) :] for row in rows if row.startswith(beginning))

    @staticmethod
    def source(event: "Event") -> str:
        """A hash of the server that the event's tool belongs to, or `here`."""
        return _digest(event.server) if event.server else "here"

    def origin(self, event: "Event") -> "Callable[[str], str]":
        """A function that tells of an absolute path what the session did to it last: see `Context.origin`."""
        text: list[str] = []

        def origin(path: str) -> str:
            if not text:
                text.append(self._read(event))
            digest = _digest(path)
            at = max((text[0].rfind(f"{word} {digest}\n"), word) for word in (WRITTEN, DOWNLOADED))
            return at[1] if at[0] >= 0 else ""

        return origin

    def made(self, event: "Event", path: str, how: str) -> None:
        """Notes that the session wrote (`WRITTEN`) or fetched (`DOWNLOADED`) the file at this absolute path.

        Raises:
            OSError: the state folder cannot be written.
        """
        if self.origin(event)(path) != how:
            self._append(event, f"{how} {_digest(path)}\n")

    def seen(self, event: "Event", decision: str) -> bool:
        """Whether this call of a tool was noted before with this decision."""
        return bool(event.call) and _entry(event, decision) in self._read(event)

    def note(self, event: "Event", decision: str) -> None:
        """Notes a call of a tool and what was decided.

        Raises:
            OSError: the state folder cannot be written.
        """
        if event.call:
            self._append(event, _entry(event, decision))

    def leave(self, event: "Event", what: str) -> None:
        """Leaves a note for the end of the turn: a word, or `wrote` and the name of a file.

        Raises:
            OSError: the state folder cannot be written.
        """
        import json

        self._append(event, f"left {json.dumps(what)}\n")

    def take(self, event: "Event") -> list[str]:
        """The notes since the last time that they were taken, in order, each once.

        Raises:
            OSError: the state folder cannot be written.
        """
        rows = self._read(event).rpartition("\ntaken\n")[2].splitlines()
        found = [_note(row) for row in rows if row.startswith("left ")]
        if found:
            self._append(event, "\ntaken\n")
        return [note for note in dict.fromkeys(found) if note]

    def _path(self, event: "Event") -> str:
        """Without the agent: two entries of one editor, written for two assistants, fire in the same session."""
        return os.path.join(self._folder, _digest(event.session or event.cwd))

    def _read(self, event: "Event") -> str:
        try:
            descriptor = os.open(self._path(event), os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        except FileNotFoundError:
            return ""
        try:
            size = os.fstat(descriptor).st_size
            if size > _LARGEST:
                # labels stand anywhere; the first part holds them as a rule, the end the newest calls
                head = os.pread(descriptor, _LARGEST // 2, 0)
                return (head + os.pread(descriptor, _LARGEST // 2, size - _LARGEST // 2)).decode(
                    "ascii", "replace"
                )
            return os.read(descriptor, _LARGEST).decode("ascii", "replace")
        finally:
            os.close(descriptor)

    def _append(self, event: "Event", entry: str) -> None:
        path = self._path(event)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            descriptor = os.open(path, flags, 0o600)
        except FileNotFoundError:
            os.makedirs(self._folder, 0o700, exist_ok=True)
            self._prune()
            descriptor = os.open(path, flags, 0o600)
        try:
            os.write(descriptor, entry.encode("ascii"))
        finally:
            os.close(descriptor)

    def _prune(self) -> None:
        """Removes the oldest files when there are too many."""
        names = os.listdir(self._folder)
        if len(names) <= _MOST_FILES:
            return
        paths = [os.path.join(self._folder, name) for name in names]
        for path in sorted(paths, key=os.path.getmtime)[: -_MOST_FILES // 2]:
            os.unlink(path)


def _note(row: str) -> str:
    import json

    try:
        return str(json.loads(row[5:]))
    except ValueError:
        return ""


def _entry(event: "Event", decision: str) -> str:
    return f"call {_digest(f'{event.name} {event.call} {event.command}')} {decision}\n"


def _digest(text: str) -> str:
    from zlib import adler32, crc32  # names of files, nothing that must withstand anybody

    raw = text.encode("utf-8", "surrogatepass")
    return f"{crc32(raw):08x}{adler32(raw):08x}"
