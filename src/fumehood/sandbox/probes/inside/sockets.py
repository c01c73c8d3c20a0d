"""Kinds of sockets that no program of a project needs."""

import socket

from fumehood.sandbox.probes.inside.harness import Answer, World, probe


def _opens(family: int, kind: int, protocol: int = 0) -> str | None:
    try:
        socket.socket(family, kind, protocol).close()
    except OSError:
        return None
    return f"a socket of family {family}, kind {kind}, protocol {protocol}"


@probe
def netlink(_world: World) -> Answer:
    """Opens a line to the kernel's network settings."""
    return next((f for p in (0, 9, 15, 16) if (f := _opens(16, socket.SOCK_RAW, p))), None)


@probe
def packets(_world: World) -> Answer:
    """Opens a socket for bare packets."""
    return _opens(17, socket.SOCK_RAW, 0x0300) or _opens(17, socket.SOCK_DGRAM, 0x0300)


@probe
def raw_ip(_world: World) -> Answer:
    """Opens a socket for bare IP."""
    return _opens(2, socket.SOCK_RAW, 1) or _opens(2, socket.SOCK_RAW, 255) or _opens(10, socket.SOCK_RAW, 58)


@probe
def packets_the_old_way(_world: World) -> Answer:
    """Opens a socket for packets of the oldest kind."""
    return _opens(2, 10, 0x0300)  # SOCK_PACKET


@probe
def virtual_machines(_world: World) -> Answer:
    """Opens a socket to other machines of the same hardware."""
    return _opens(40, socket.SOCK_STREAM) or _opens(40, socket.SOCK_DGRAM)


@probe
def ciphers_of_the_kernel(_world: World) -> Answer:
    """Opens a socket to the kernel's ciphers."""
    return _opens(38, 5)


@probe
def express_data_path(_world: World) -> Answer:
    """Opens a socket of the express data path."""
    return _opens(44, socket.SOCK_RAW)


@probe
def buses_and_radios(_world: World) -> Answer:
    """Opens sockets of buses, radios and other odd families."""
    return next(
        (
            f
            for family in (29, 31, 39, 21, 30, 15, 41)
            for kind in (1, 2, 3, 5)
            if (f := _opens(family, kind))
        ),
        None,
    )


@probe
def every_other_family(_world: World) -> Answer:
    """Opens a socket of each family but those of IP and of Unix."""
    others = (family for family in range(64) if family not in (0, 1, 2, 10))
    return next((f for family in others for kind in (1, 2, 3, 4, 5) if (f := _opens(family, kind))), None)
