"""Servers and connections of the room's own, where no namespace keeps the host's network away.

The kernel hands over each connect, bind and listen. They are carried out here, on the very socket that is meant and with
an address that was read once: a server comes to the loopback whatever address it asks for, and a connection only to
servers of this room, to the proxy, and to sockets in the room's own folders. Source: seccomp_unotify(2), unix(7).
"""

import contextlib
import errno
import ipaddress
import os
import socket
import struct
from collections.abc import Callable, Iterator

from fumehood.sandbox.backends.landlock.borrowed import borrowed, still_there
from fumehood.sandbox.network.listeners import LOOPBACK_6, listeners
from fumehood.sandbox.plan import PROXY

CONTINUE = object()
"""The call goes on as it is: the room's own rules judge it."""
_LONGEST = 128
_PROXY_PORT = int(PROXY.rpartition(":")[2])
_MAPPED = "::ffff:127.0.0.1"


class Sockets:
    """Carries the calls of one room out. `reach` opens what a path of the caller means, when it is the room's own.

    `proxy` is where the proxy of this run listens; 0 where it has none.
    """

    def __init__(self, listener: int, reach: Callable[[int, int, bytes], int], proxy: int) -> None:
        self.listener = listener
        self.reach = reach
        self.proxy = proxy
        self.own: set[int] = set()

    def bind(self, number: int, pid: int, arguments: list[int]) -> object:
        """Gives a socket an address on the loopback; one with a path is the kernel's to judge."""
        address = self._address(pid, arguments)
        family = _family(address)
        if family == socket.AF_UNIX:
            if address[2:3] in (b"", b"\0"):
                raise OSError(errno.EPERM, "a name that everybody sees")
            return CONTINUE
        with self._socket(number, pid, arguments[0]) as one:
            host, port = _host(family, address)
            if host.is_unspecified:
                one.bind((_any(one), port))
            elif _is_loopback(host):
                one.bind((str(host), port))
            else:
                raise OSError(errno.EADDRNOTAVAIL, "no address of the room")
        return 0

    def listen(self, number: int, pid: int, arguments: list[int]) -> object:
        """Listens, on the loopback only."""
        with self._socket(number, pid, arguments[0]) as one:
            if one.family != socket.AF_UNIX:
                host, port = one.getsockname()[:2]
                if not port:
                    one.bind((_any(one), 0))
                elif not _is_loopback(ipaddress.ip_address(host)):
                    raise OSError(errno.EACCES, "no address of the room")
                self.own.add(os.fstat(one.fileno()).st_ino)
            one.listen(arguments[1] & 0x7FFFFFFF)
        return 0

    def connect(self, number: int, pid: int, arguments: list[int]) -> object:
        """Connects to what is the room's own."""
        address = self._address(pid, arguments)
        family = _family(address)
        if family == socket.AF_UNIX:
            path = address[2:].partition(b"\0")[0]
            if not path:
                raise OSError(errno.ECONNREFUSED, "a name that everybody sees")
            place = self.reach(number, pid, path)
            try:
                with self._socket(number, pid, arguments[0]) as one:
                    one.connect(f"/proc/self/fd/{place}")
            finally:
                os.close(place)
            return 0
        host, port = _host(family, address)
        if not (host.is_unspecified or _is_loopback(host)):
            raise OSError(errno.ENETUNREACH, "outside of the room")
        with self._socket(number, pid, arguments[0]) as one:
            if one.family != family:
                raise OSError(errno.EAFNOSUPPORT, "another family")
            one.connect(self._target(family, host, port))
        return 0

    def _target(
        self, family: int, host: "ipaddress.IPv4Address | ipaddress.IPv6Address", port: int
    ) -> tuple[str, int]:
        six = family == socket.AF_INET6
        if self.proxy and port == _PROXY_PORT:
            return _MAPPED if six else "127.0.0.1", self.proxy
        found = listeners(port)
        if not found or any(one.inode not in self.own for one in found):
            raise OSError(errno.ECONNREFUSED, "no server of the room")
        if six:
            return "::1" if any(one.address == LOOPBACK_6 for one in found) else _MAPPED, port
        return "127.0.0.1" if host.is_unspecified else str(host), port

    @contextlib.contextmanager
    def _socket(self, number: int, pid: int, descriptor: int) -> Iterator[socket.socket]:
        with borrowed(pid, descriptor & 0xFFFFFFFF) as found:
            still_there(self.listener, number)
            one = socket.socket(fileno=os.dup(found))
            try:
                if one.type not in (socket.SOCK_STREAM, socket.SOCK_SEQPACKET):
                    raise OSError(errno.EACCES, "not a kind of the room's")
                yield one
            finally:
                one.close()

    def _address(self, pid: int, arguments: list[int]) -> bytes:
        length = arguments[2] & 0xFFFFFFFF
        if not 2 <= length <= _LONGEST:
            raise OSError(errno.EINVAL, "no address")
        memory = os.open(f"/proc/{pid}/mem", os.O_RDONLY | os.O_CLOEXEC)
        try:
            found = os.pread(memory, length, arguments[1])
        except (OSError, OverflowError):
            raise OSError(errno.EFAULT, "not the caller's memory") from None
        finally:
            os.close(memory)
        if len(found) < length:
            raise OSError(errno.EFAULT, "not the caller's memory")
        return found


def _family(address: bytes) -> int:
    family: int = struct.unpack_from("=H", address)[0]
    if family not in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6):
        raise OSError(errno.EAFNOSUPPORT, "another family")
    return family


def _host(family: int, address: bytes) -> "tuple[ipaddress.IPv4Address | ipaddress.IPv6Address, int]":
    if len(address) < (8 if family == socket.AF_INET else 24):
        raise OSError(errno.EINVAL, "no address")
    port = struct.unpack_from(">H", address, 2)[0]
    if family == socket.AF_INET:
        return ipaddress.IPv4Address(address[4:8]), port
    return ipaddress.IPv6Address(address[8:24]), port


def _is_loopback(host: "ipaddress.IPv4Address | ipaddress.IPv6Address") -> bool:
    mapped = getattr(host, "ipv4_mapped", None)
    return bool((mapped or host).is_loopback)


def _any(one: socket.socket) -> str:
    """The loopback of a socket that asked for all addresses; one of both versions is reached by the older."""
    if one.family == socket.AF_INET:
        return "127.0.0.1"
    return "::1" if one.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY) else _MAPPED
