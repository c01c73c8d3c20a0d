"""Output that goes to a file, led through a pipe.

The kernel of gVisor counts its own place in a file that it was given: what others wrote to the same open file, before
or after, would be written over.
"""

import os
import stat
import threading

_CHUNK = 1 << 16


class Piped:
    """`streams` are to be given to the command; the two calls go around its start and its end."""

    def __init__(self, streams: tuple[int, int, int]) -> None:
        self._pipes: dict[tuple[int, int], tuple[int, int, int]] = {}
        self.streams = (streams[0], self._led(streams[1]), self._led(streams[2]))
        self._threads: list[threading.Thread] = []

    def _led(self, number: int) -> int:
        """A pipe instead of `number`, the same one for the same file, or `number` where it is none."""
        try:
            info = os.fstat(number)
        except OSError:
            return number
        if not stat.S_ISREG(info.st_mode):
            return number
        file = (info.st_dev, info.st_ino)
        if file not in self._pipes:
            self._pipes[file] = (*os.pipe(), number)
        return self._pipes[file][1]

    def begin(self) -> None:
        """Once the command has its ends: from now on all that comes is passed on."""
        for source, target, number in self._pipes.values():
            os.close(target)
            thread = threading.Thread(target=_pass_on, args=(source, number), daemon=True)
            thread.start()
            self._threads.append(thread)

    def end(self) -> None:
        """Once nothing of the run is left: returns when the last byte is where it belongs."""
        for thread in self._threads:
            thread.join()


def _pass_on(source: int, target: int) -> None:
    with open(source, "rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            view = memoryview(chunk)
            while view:
                try:
                    view = view[os.write(target, view) :]
                except OSError:  # a full disk: the pipe is closed, and the command is told by it
                    return
