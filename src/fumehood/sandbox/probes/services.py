"""What runs on the host while probes try to reach it: listeners, shared memory, a key, a process, open descriptors."""

import contextlib
import ctypes
import os
import platform
import socket
import subprocess
import threading
from collections.abc import Iterator
from typing import Any

from fumehood.sandbox.probes.world import Planted, secret

_IPC_CREAT, _IPC_RMID = 0o1000, 0
_NUMBERS = {"x86_64": (248, 250, 240, 241), "aarch64": (217, 219, 180, 181)}
"""add_key, keyctl, mq_open, mq_unlink."""


@contextlib.contextmanager
def running(planted: Planted) -> Iterator[tuple[dict[str, Any], list[int]]]:
    """What the programs inside are told, and descriptors to hand down."""
    with contextlib.ExitStack() as stack:
        told = _network(stack) | _unix(stack, planted) | _kernel(stack, planted)
        # Seconds for `sleep`, long enough and like no other's.
        word, survivor = (str(int.from_bytes(os.urandom(4), "big") + 10**9) for _ in range(2))
        victim = subprocess.Popen(["sleep", word], start_new_session=True)
        stack.callback(_end, victim)
        told |= {
            "victim": victim.pid,
            "victim_word": word,
            "survivor": survivor,
            "net": os.readlink("/proc/self/ns/net"),
        }
        yield told, _descriptors(stack, planted)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()


def _network(stack: contextlib.ExitStack) -> dict[str, Any]:
    told: dict[str, Any] = {"tcp4": _serve(stack, socket.AF_INET, ("127.0.0.1", 0))}
    told["tcp_any"] = _serve(stack, socket.AF_INET, ("0.0.0.0", 0))
    try:
        told["tcp6"] = _serve(stack, socket.AF_INET6, ("::1", 0))
    except OSError:
        told["tcp6"] = 0
    udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    udp.bind(("127.0.0.1", 0))
    told["udp"] = udp.getsockname()[1]
    threading.Thread(target=_answer, args=(udp,), daemon=True).start()
    told["addresses"] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one, contextlib.suppress(OSError):
        one.connect(("192.0.2.1", 9))  # sends nothing; tells which address of ours would be used
        told["addresses"] = [one.getsockname()[0]]
    return told


def _serve(stack: contextlib.ExitStack, family: int, address: Any) -> int:
    server = stack.enter_context(socket.socket(family, socket.SOCK_STREAM))
    server.bind(address)
    server.listen(16)
    threading.Thread(target=_accept, args=(server,), daemon=True).start()
    name = server.getsockname()
    return int(name[1]) if isinstance(name, tuple) else 0


def _accept(server: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while True:
            client, _ = server.accept()
            with client, contextlib.suppress(OSError):
                client.sendall(secret().encode())


def _answer(udp: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while True:
            _, sender = udp.recvfrom(100)
            udp.sendto(secret().encode(), sender)


def _unix(stack: contextlib.ExitStack, planted: Planted) -> dict[str, Any]:
    for path in (planted.project + "/service.sock", planted.home + "/agent.sock", "\0" + planted.mark):
        # The path of a socket may have 107 bytes: bound from its folder.
        _bound(stack, path, socket.SOCK_STREAM)
    _bound(stack, planted.project + "/datagram.sock", socket.SOCK_DGRAM)
    return {"abstract": planted.mark}


def _bound(stack: contextlib.ExitStack, path: str, kind: int) -> None:
    server = stack.enter_context(socket.socket(socket.AF_UNIX, kind))
    server.bind(path)
    if kind == socket.SOCK_STREAM:
        server.listen(8)
        threading.Thread(target=_accept, args=(server,), daemon=True).start()


def _kernel(stack: contextlib.ExitStack, planted: Planted) -> dict[str, Any]:
    """Shared memory of both kinds, a queue and a key; 0 or an empty name where the host has none."""
    libc = ctypes.CDLL(None, use_errno=True)
    number = int.from_bytes(os.urandom(3), "big") | 1
    segment = libc.shmget(number, 4096, _IPC_CREAT | 0o600)
    if segment >= 0:
        stack.callback(libc.shmctl, segment, _IPC_RMID, None)
    shared = "/dev/shm/" + planted.mark + "-read"
    with open(shared, "w", encoding="ascii") as file:
        file.write(secret())
    stack.callback(os.unlink, shared)
    told: dict[str, Any] = {
        "sysv": number if segment >= 0 else 0,
        "shm": planted.mark + "-read",
        "queue": "",
        "key": "",
    }
    numbers = _NUMBERS.get(platform.machine())
    if numbers:
        add, control, queue, unlink = numbers
        name = planted.mark.encode()
        if libc.syscall(queue, name, os.O_CREAT | os.O_RDWR, 0o600, None) >= 0:
            stack.callback(libc.syscall, unlink, name)
            told["queue"] = planted.mark
        key = libc.syscall(add, b"user", name, b"x", 1, -4)
        if key > 0:
            stack.callback(libc.syscall, control, 9, key, -4)
            told["key"] = planted.mark
    return told


def _descriptors(stack: contextlib.ExitStack, planted: Planted) -> list[int]:
    """A file, two folders, a socket and a pipe, as a careless caller leaves them open."""
    found = [os.open(planted.home + "/other/notes.txt", os.O_RDONLY), os.open(planted.home, os.O_RDONLY)]
    source, target = os.pipe()
    os.write(target, secret().encode())
    one, other = socket.socketpair()
    other.sendall(secret().encode())
    found += [source, one.detach()]
    for number in (*found, target):
        stack.callback(os.close, number)
    stack.enter_context(other)
    return found
