"""Descriptors that the caller had open."""

import os
import stat

from fumehood.sandbox.probes.inside.harness import SECRET, Answer, World, probe


def _open() -> list[int]:
    found = []
    for number in range(3, 1024):
        try:
            os.fstat(number)
        except OSError:
            continue
        found.append(number)
    return found


@probe
def file(_world: World) -> Answer:
    """Reads a file that the caller had open."""
    for number in _open():
        try:
            if SECRET.search(os.pread(number, 4096, 0)):
                return f"descriptor {number} reads a secret"
        except OSError:
            continue
    return None


@probe
def folder(_world: World) -> Answer:
    """Goes out by openat from a folder that the caller had open."""
    for number in _open():
        if not stat.S_ISDIR(os.fstat(number).st_mode):
            continue
        for way in ("other/notes.txt", "notes.txt", ".ssh/id_rsa", "../other/notes.txt"):
            try:
                found = os.open(way, os.O_RDONLY, dir_fd=number)
            except OSError:
                continue
            with open(found, "rb") as inner:
                if SECRET.search(inner.read(4096)):
                    return f"openat({number}, {way})"
    return None


@probe
def socket_of_the_host(_world: World) -> Answer:
    """Listens on a socket that the caller had open."""
    import socket

    for number in _open():
        if stat.S_ISSOCK(os.fstat(number).st_mode):
            with socket.socket(fileno=os.dup(number)) as one:
                one.settimeout(1)
                try:
                    if SECRET.search(one.recv(100)):
                        return f"descriptor {number} is a socket of the host"
                except OSError:
                    continue
    return None


@probe
def pipe_of_the_host(_world: World) -> Answer:
    """Reads a pipe that the caller had open."""
    for number in _open():
        if stat.S_ISFIFO(os.fstat(number).st_mode):
            os.set_blocking(number, False)
            try:
                if SECRET.search(os.read(number, 100)):
                    return f"descriptor {number} is a pipe of the host"
            except OSError:
                continue
    return None


@probe
def through_the_first_process(_world: World) -> Answer:
    """Reads open files of other processes by `/proc/PID/fd`."""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            names = os.listdir(f"/proc/{pid}/fd")
        except OSError:
            continue
        for name in names:
            path = f"/proc/{pid}/fd/{name}"
            try:
                number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
                if not stat.S_ISREG(os.fstat(number).st_mode):
                    continue
                if SECRET.search(os.pread(number, 4096, 0)):
                    return f"read {path}"
            except OSError:
                continue
    return None
