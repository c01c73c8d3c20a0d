"""The user's terminal in raw mode while a guest runs: the guest has a terminal of its own that acts on the keys."""

import contextlib
import fcntl
import struct
import termios
import tty


class Screen:
    """Raw mode from the beginning to `end`."""

    def __init__(self) -> None:
        self._saved = termios.tcgetattr(0)
        tty.setraw(0, termios.TCSANOW)

    @staticmethod
    def size() -> bytes:
        """Rows and columns, as the terminal's ioctl has them."""
        try:
            return fcntl.ioctl(0, termios.TIOCGWINSZ, bytes(8))
        except OSError:
            return struct.pack("HHHH", 24, 80, 0, 0)

    def end(self) -> None:
        """The terminal as it was."""
        with contextlib.suppress(termios.error, OSError):
            termios.tcsetattr(0, termios.TCSADRAIN, self._saved)
