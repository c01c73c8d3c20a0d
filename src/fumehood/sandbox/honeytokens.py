"""Fake credentials in the room's home, each value unique to the run; a touch is seen on the host's side.

Source: inotify(7).
"""

import os
import struct

from fumehood.core import libc

_OPEN = 0x20
_NONBLOCK, _CLOEXEC = 0o4000, 0o2000000


class Honeytokens:
    """Files in `folder`, shown below `home`. `touched` names those that were opened; `queue` can be polled.

    `named` is the home by which places are named, where that is not `home`.
    """

    def __init__(self, folder: str, home: str, *, named: str = "") -> None:
        self.places: list[tuple[str, str]] = []
        self.queue = -1
        self._names: dict[int, str] = {}
        self._home, self._named = home, named or home
        files = {
            ".aws/credentials": f"[default]\naws_access_key_id = AKIA{_letters(16)}\naws_secret_access_key = {_letters(40)}\n",
            ".ssh/id_ed25519": _key(),
            # Not .netrc, which git, pip and curl read by themselves: git reads this one only where it was told to.
            ".git-credentials": f"https://deploy:{_letters(24)}@git.example.com\n",
        }
        for number, (name, content) in enumerate(files.items()):
            path = os.path.join(folder, str(number))
            with open(path, "w", encoding="ascii", opener=lambda p, f: os.open(p, f, 0o400)) as file:
                file.write(content)
            self.places.append((path, f"{home}/{name}"))

    def watch(self) -> int:
        """Begins to watch; returns the descriptor to poll, -1 where the kernel has no more watches."""
        self.queue = libc.function("inotify_init1")(_NONBLOCK | _CLOEXEC)
        if self.queue >= 0:
            watch = libc.function("inotify_add_watch")
            for path, place in self.places:
                name = self._named + place.removeprefix(self._home)
                self._names[watch(self.queue, path.encode(), _OPEN)] = name
        return self.queue

    def touched(self) -> list[str]:
        """The places inside that were opened since the last call."""
        if self.queue < 0:
            return []
        try:
            events = os.read(self.queue, 65536)
        except OSError:
            return []
        found, at = [], 0
        while at + 16 <= len(events):
            watch, _, _, length = struct.unpack_from("iIII", events, at)
            at += 16 + length
            if watch in self._names:
                found.append(self._names[watch])
        return found


def _letters(count: int) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    return "".join(alphabet[byte & 31] for byte in os.urandom(count))


def _key() -> str:
    kind = "OPENSSH PRIVATE" + " KEY"
    body = "\n".join(_letters(70) for _ in range(5))
    return f"-----BEGIN {kind}-----\n{body}\n-----END {kind}-----\n"
