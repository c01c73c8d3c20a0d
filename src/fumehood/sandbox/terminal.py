"""A terminal of the run's own, relayed to the user's: raw mode, window size, and everything restored at every end."""

import contextlib
import fcntl
import os
import pty
import termios
import tty


class Relay:
    """Owns the pair; `slave` goes to the command, `master` is polled by the supervisor."""

    def __init__(self) -> None:
        self.master, self.slave = pty.openpty()
        os.set_blocking(self.master, True)
        self._saved = termios.tcgetattr(0)
        termios.tcsetattr(self.slave, termios.TCSANOW, self._saved)
        self.resize()

    def begin(self) -> None:
        """Hands the user's keys through unchanged, and lets go of the command's end."""
        os.close(self.slave)
        tty.setraw(0, termios.TCSANOW)

    def resize(self) -> None:
        """Gives the command's terminal the size of the user's; the kernel then tells the command."""
        with contextlib.suppress(OSError):
            size = fcntl.ioctl(0, termios.TIOCGWINSZ, bytes(8))
            fcntl.ioctl(self.master, termios.TIOCSWINSZ, size)

    def from_user(self) -> bool:
        """Passes keys on; False when the user's terminal is gone."""
        return _pass(0, self.master)

    def from_command(self) -> bool:
        """Passes output on; False when the command's end is closed."""
        return _pass(self.master, 1)

    def pause(self) -> None:
        """Gives the user's terminal back for a while."""
        self.end()

    def resume(self) -> None:
        """Takes it again, as `begin` did."""
        with contextlib.suppress(termios.error, OSError):
            tty.setraw(0, termios.TCSANOW)
        self.resize()

    def end(self) -> None:
        """Restores the user's terminal."""
        with contextlib.suppress(termios.error, OSError):
            termios.tcsetattr(0, termios.TCSADRAIN, self._saved)


def _pass(source: int, target: int) -> bool:
    try:
        data = os.read(source, 65536)
        while data:
            data = data[os.write(target, data) :]
            if not data:
                return True
    except OSError:
        return False
    return False
