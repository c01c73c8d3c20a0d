"""Sockets of this machine: desktop, container engine, agents."""

import os
import socket

from fumehood.sandbox.probes.inside.harness import SECRET, Answer, World, probe


def _reads(address: str | bytes) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as one:
        one.settimeout(2)
        one.connect(address)
        return bool(SECRET.search(one.recv(100)))


@probe
def abstract_name(world: World) -> Answer:
    """Connects to an abstract socket of the host."""
    return "an abstract socket of the host" if _reads(b"\0" + world["abstract"].encode()) else None


@probe
def path_in_the_project(world: World) -> Answer:
    """Connects to a socket of the host in the project."""
    return "a socket in the project" if _reads(world["project"] + "/service.sock") else None


@probe
def path_in_the_home(world: World) -> Answer:
    """Connects to a socket in the home, such as the SSH agent's."""
    return "a socket in the home" if _reads(world["home"] + "/agent.sock") else None


@probe
def datagram_to_a_path(world: World) -> Answer:
    """Sends a datagram to a socket of the host in the project."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as one:
        one.sendto(b"probe", world["project"] + "/datagram.sock")
    return "a datagram to a socket in the project"


@probe
def services_of_the_machine(_world: World) -> Answer:
    """Connects to container engines, the bus and other services."""
    for path in ("/run/docker.sock", "/var/run/docker.sock", "/run/podman/podman.sock", "/run/dbus/system_bus_socket",
                 "/run/systemd/private", "/run/containerd/containerd.sock", "/run/nscd/socket", "/run/snapd.socket"):  # fmt: skip
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as one:
            try:
                one.connect(path)
            except OSError:
                continue
            return f"{path} answers"
    return None


@probe
def display(_world: World) -> Answer:
    """Connects to the display."""
    for address in ("/tmp/.X11-unix/X0", b"\0/tmp/.X11-unix/X0", "/run/user/0/wayland-0"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as one:
            try:
                one.connect(address)
            except OSError:
                continue
            return "a display answers"
    return None


def _leaves_the_pair(kind: int, path: str | bytes) -> bool:
    try:
        one, other = socket.socketpair(socket.AF_UNIX, kind)
        with one, other:
            one.sendto(b"probe", path)
            other.setblocking(False)
            try:
                return not other.recv(100)  # some kinds do not mind the address
            except BlockingIOError:
                return True
    except OSError:
        return False


@probe
def descriptors_over_a_pair(world: World) -> Answer:
    """A pair may stay; its ends must not reach sockets that have a name."""
    for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_STREAM, socket.SOCK_SEQPACKET):
        for folder in {world["project"], world["outer"]}:
            if _leaves_the_pair(kind, folder + "/datagram.sock"):
                return f"an end of a pair of kind {kind} sends to a socket of the host"
    return None


def _answers(*paths: str) -> Answer:
    for path in paths:
        try:
            if _reads(path):
                return f"{path} answers"
        except OSError:
            continue
    return None


@probe
def packets_in_sequence(world: World) -> Answer:
    """Connects to sockets of the host by packets in sequence, and by datagrams."""
    for kind in (socket.SOCK_SEQPACKET, socket.SOCK_DGRAM):
        for path in ("/service.sock", "/datagram.sock"):
            with socket.socket(socket.AF_UNIX, kind) as one:
                try:
                    one.connect(world["project"] + path)
                except OSError:
                    continue
                return f"kind {kind} reaches {path}"
    return None


@probe
def by_a_link(world: World) -> Answer:
    """Connects to sockets of the host by links to them."""
    paths = []
    for number, target in enumerate(
        (world["project"] + "/service.sock", world["outer"] + "/service.sock", world["home"] + "/agent.sock")
    ):
        paths.append(os.path.join(os.environ.get("TMPDIR", "/tmp"), f"link{number}.sock"))
        os.symlink(target, paths[-1])
    return _answers(*paths)


@probe
def by_a_descriptor(world: World) -> Answer:
    """Opens the socket's file as a mere place and connects to that."""
    number = os.open(world["project"] + "/service.sock", os.O_PATH)
    return _answers(f"/proc/self/fd/{number}")


@probe
def by_a_new_name(world: World) -> Answer:
    """Gives the host's socket another name, by a hard link and by a rename."""
    own, linked, moved = (f"{world['project']}/{name}.sock" for name in ("service", "linked", "moved"))
    try:
        os.link(own, linked)
    except OSError:
        pass
    if found := _answers(linked):
        return found
    os.rename(own, moved)
    found = _answers(moved)
    os.rename(moved, own)
    return found


@probe
def by_root_links_of_proc(world: World) -> Answer:
    """Connects by `/proc/PID/root` and `cwd` of every process in view."""
    pids = [name for name in os.listdir("/proc") if name.isdigit()]
    return _answers(
        *(f"/proc/{pid}/root{world['home']}/agent.sock" for pid in pids),
        *(f"/proc/{pid}/cwd/service.sock" for pid in pids),
    )


@probe
def abstract_name_from_a_pair(world: World) -> Answer:
    """Sends to an abstract socket of the host from an end of a pair."""
    name = b"\0" + world["abstract"].encode()
    return (
        "an end of a pair reaches it"
        if any(_leaves_the_pair(kind, name) for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM))
        else None
    )
