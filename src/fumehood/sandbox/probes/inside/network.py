"""IP: the host's own services, its neighbours, the world."""

import os
import socket

from fumehood.sandbox.probes.inside.harness import SECRET, Answer, Missing, World, probe


def _reads(family: int, address: tuple[object, ...]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as one:
        one.settimeout(2)
        try:
            one.connect(address)
            return bool(SECRET.search(one.recv(100)))
        except OSError:
            return False


@probe
def loopback(world: World) -> Answer:
    """Connects to a server on the host's loopback."""
    return "127.0.0.1 of the host answers" if _reads(socket.AF_INET, ("127.0.0.1", world["tcp4"])) else None


@probe
def other_spellings_of_loopback(world: World) -> Answer:
    """Connects to the host's loopback by its other addresses."""
    for name in ("127.0.0.2", "0.0.0.0", "127.255.255.254"):
        if _reads(socket.AF_INET, (name, world["tcp4"])):
            return f"{name} of the host answers"
    return None


@probe
def loopback_of_version_6(world: World) -> Answer:
    """Connects to the host's loopback by IPv6."""
    if not world["tcp6"]:
        raise Missing("the host has no IPv6")
    for name in ("::1", "::ffff:127.0.0.1", "::"):
        if _reads(socket.AF_INET6, (name, world["tcp6"])):
            return f"{name} of the host answers"
    return None


@probe
def addresses_of_the_host(world: World) -> Answer:
    """Connects to the host by its address in the network."""
    if not world["addresses"]:
        raise Missing("the host has no address but loopback")
    for address in world["addresses"]:
        if _reads(socket.AF_INET, (address, world["tcp_any"])):
            return f"{address} of the host answers"
    return None


@probe
def datagrams(world: World) -> Answer:
    """Sends a datagram to a server of the host."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.settimeout(1)
        one.sendto(b"probe", ("127.0.0.1", world["udp"]))
        return "a datagram was answered" if SECRET.search(one.recv(100)) else None


@probe
def names(_world: World) -> Answer:
    """Resolves a name."""
    import subprocess

    code = "import socket; print(socket.getaddrinfo('example.org', 80))"
    import sys

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=8, check=False)
    return "names are resolved" if done.returncode == 0 else None


@probe
def name_servers(_world: World) -> Answer:
    """Asks name servers directly."""
    try:
        with open("/etc/resolv.conf", encoding="ascii", errors="replace") as file:
            servers = [line.split()[1] for line in file if line.startswith("nameserver")]
    except OSError:
        servers = []
    for server in (*servers, "127.0.0.53", "8.8.8.8"):
        with socket.socket(socket.AF_INET6 if ":" in server else socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.settimeout(1)
            try:
                one.sendto(
                    bytes.fromhex("abcd01000001000000000000") + b"\7example\3org\0\0\1\0\1", (server, 53)
                )
                one.recv(500)
            except OSError:
                continue
            return f"the name server {server} answers"
    return None


@probe
def routes(_world: World) -> Answer:
    """Reads the host's routes in `/proc/net`."""
    with open("/proc/net/route", encoding="ascii") as file:
        lines = file.read().splitlines()[1:]
    return f"{len(lines)} routes" if lines else None


@probe
def interfaces(_world: World) -> Answer:
    """Reads the host's interfaces in `/proc/net`."""
    names = [
        line.split(":")[0].strip() for line in open("/proc/net/dev", encoding="ascii").read().splitlines()[2:]
    ]
    others = [
        name
        for name in names
        if name != "lo" and not name.startswith(("sit", "tunl", "ip6", "gre", "erspan", "ip_vti"))
    ]
    return f"interfaces {others}" if others else None


@probe
def services_of_the_cloud(_world: World) -> Answer:
    """Connects to the address at which clouds give out credentials."""
    with socket.socket() as one:
        one.settimeout(1)
        one.connect(("169.254.169.254", 80))
    return "169.254.169.254 answers"


@probe
def the_world(_world: World) -> Answer:
    """Connects to addresses of the world."""
    for address in ("1.1.1.1", "8.8.8.8"):
        with socket.socket() as one:
            one.settimeout(1)
            try:
                one.connect((address, 443))
            except OSError:
                continue
            return f"{address} answers"
    return None


@probe
def other_transports(world: World) -> Answer:
    """Connects by MPTCP, SCTP, DCCP and UDP-Lite."""
    for protocol in (262, 132, 33, 136):  # MPTCP, SCTP, DCCP, UDP-Lite
        try:
            kind = {33: 6, 136: socket.SOCK_DGRAM}.get(protocol, socket.SOCK_STREAM)
            with socket.socket(socket.AF_INET, kind, protocol) as one:
                one.settimeout(1)
                one.connect(("127.0.0.1", world["tcp4"]))
                if protocol != 136 and SECRET.search(one.recv(100)):
                    return f"protocol {protocol} reaches the host"
        except OSError:
            continue
    return None


@probe
def the_callers_network_by_proc(world: World) -> Answer:
    """Looks for a process in view that is in the caller's network."""
    if os.readlink("/proc/self/ns/net") == world["net"]:
        raise Missing("the room's network is the caller's; which sockets can be made decides")
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.readlink(f"/proc/{pid}/ns/net") == world["net"]:
                return f"process {pid} shows the network of the caller"
        except OSError:
            continue
    return None


def _leaves(family: int, address: tuple[object, ...], data: bytes = b"probe", protocol: int = 0) -> bool:
    try:
        with socket.socket(family, socket.SOCK_DGRAM, protocol) as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            return one.sendto(data, address) > 0
    except OSError:
        return False


@probe
def broadcast(world: World) -> Answer:
    """Sends a datagram to all machines of the network."""
    own = world["addresses"][0].rpartition(".")[0] + ".255" if world["addresses"] else "192.0.2.255"
    for address in ("255.255.255.255", "224.0.0.251", "239.255.255.250", own):
        if _leaves(socket.AF_INET, (address, 9)):
            return f"a datagram went to {address}"
    return None


@probe
def neighbours_of_version_6(_world: World) -> Answer:
    """Sends a datagram to all neighbours by IPv6."""
    for _, name in socket.if_nameindex():
        if name != "lo" and _leaves(socket.AF_INET6, ("ff02::1", 9, 0, socket.if_nametoindex(name))):
            return f"a datagram went to ff02::1 by {name}"
    return None


@probe
def echo_requests(world: World) -> Answer:
    """Pings the host and the world."""
    request = bytes.fromhex("0800f7ff00000000")
    for address in (*world["addresses"], "1.1.1.1"):
        if _leaves(socket.AF_INET, (address, 0), request, socket.IPPROTO_ICMP):
            return f"an echo request went to {address}"
    return None


@probe
def name_servers_by_tcp(_world: World) -> Answer:
    """Asks name servers over TCP."""
    for server in ("127.0.0.53", "127.0.0.1", "8.8.8.8", "9.9.9.9"):
        for port in (53, 853):
            with socket.socket() as one:
                one.settimeout(0.5)
                try:
                    one.connect((server, port))
                except OSError:
                    continue
                return f"{server}:{port} answers"
    return None


@probe
def fast_open(world: World) -> Answer:
    """Connects to the host by sending data at once, without connect."""
    for address in ("127.0.0.1", *world["addresses"]):
        for port in (world["tcp4"], world["tcp_any"]):
            with socket.socket() as one:
                one.settimeout(1)
                try:
                    one.sendto(b"x", socket.MSG_FASTOPEN, (address, port))
                    if SECRET.search(one.recv(100)):
                        return f"{address}:{port} of the host answers"
                except OSError:
                    continue
    return None
