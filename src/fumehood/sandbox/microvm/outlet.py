"""The host's end of a guest's way to the network: each connection that the guest's agent accepted goes to our proxy.

The proxy stays outside and the guest has no network device. It accepts on a socket in the run's own folder, which no
other user can enter and which the room does not show.
"""

import contextlib
import os
import socket

_BACKLOG = 128
_NAME = "proxy"


class Outlet:
    """A listening socket below `folder`. `listener` is its descriptor, for the proxy, who then owns it."""

    def __init__(self, folder: str) -> None:
        # The path of a socket may have 107 bytes: it is named by the descriptor of its folder.
        self._folder = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        server.bind(self._path)
        server.listen(_BACKLOG)
        self.listener = server.detach()

    def connect(self) -> socket.socket | None:
        """A connection to the proxy; None when it takes no more, or is gone."""
        end = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        end.setblocking(False)
        try:
            end.connect(self._path)
        except OSError:
            end.close()
            return None
        return end

    def close(self) -> None:
        """Nobody can reach the proxy any more; connections that are open stay so."""
        with contextlib.suppress(OSError):
            os.unlink(self._path)
        os.close(self._folder)

    @property
    def _path(self) -> str:
        return f"/proc/self/fd/{self._folder}/{_NAME}"
