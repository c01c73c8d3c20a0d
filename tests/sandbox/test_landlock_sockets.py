"""Sockets and terminals of a room that has no network namespace: its own work, nobody else's can be reached."""

import contextlib
import os
import socket
import threading

import pytest

from fumehood.sandbox.backends.landlock import ruleset

pytestmark = pytest.mark.skipif(
    ruleset.abi() < 3, reason="this kernel has no Landlock, or one that is too old"
)
HERE = ("--backend", "landlock")
SOCKETS = """
import errno, socket, sys
def attempt(what):
    try: return what() or "done"
    except OSError as error: return errno.errorcode.get(error.errno, str(error))
def connected(address, family=socket.AF_INET):
    with socket.socket(family) as one:
        one.settimeout(5)
        one.connect(address)
        return one.recv(9).decode()
"""


@pytest.fixture
def of_the_host():
    """A server of the host's on the loopback, which answers everybody."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        with contextlib.suppress(OSError):
            while True:
                client, _ = server.accept()
                client.sendall(b"HOST")
                client.close()

    threading.Thread(target=serve, daemon=True).start()
    yield server.getsockname()[1]
    server.close()


def asked(world, script, *options):
    done = world.run("/usr/bin/python3", "-c", SOCKETS + script, options=(*HERE, *options))
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_servers_of_its_own_and_no_other(anyone, of_the_host):
    script = f"""
for family, address in ((2, "127.0.0.1"), (2, ""), (10, "::"), (10, "::1")):
    server = socket.socket(family)
    server.bind((address, 0)); server.listen(5)
    host, port = server.getsockname()[:2]
    client = socket.create_connection(("127.0.0.1" if "127" in host else "::1", port))
    other, _ = server.accept(); other.sendall(b"OWN")
    print(host, client.recv(9).decode())
unbound = socket.socket(); unbound.listen(5); print(unbound.getsockname()[0])
for address in ("127.0.0.1", "127.0.0.2", "0.0.0.0", "192.0.2.1"):
    print(attempt(lambda: connected((address, {of_the_host}))))
print(attempt(lambda: connected(("::ffff:127.0.0.1", {of_the_host}), 10)))
print(attempt(lambda: socket.socket().sendto(b"x", socket.MSG_FASTOPEN, ("127.0.0.1", {of_the_host}))))
print(attempt(lambda: socket.socket().setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)))
print(attempt(lambda: socket.socket().bind(("192.0.2.1", 0))))
for kind in (2, 3): print(attempt(lambda: socket.socket(2, kind) and None), attempt(lambda: socket.socket(1, kind) and None))
"""
    own = ["127.0.0.1", "OWN", "127.0.0.1", "OWN", "::ffff:127.0.0.1", "OWN", "::1", "OWN", "127.0.0.1"]
    refused = [
        *["ECONNREFUSED"] * 3,
        "ENETUNREACH",
        "ECONNREFUSED",
        "ENOTSUP",
        "ENOPROTOOPT",
        "EADDRNOTAVAIL",
    ]
    assert asked(anyone, script) == [*own, *refused, *["EACCES"] * 4]


def test_a_port_that_another_program_took_over_is_none_of_its_own(world, of_the_host):
    script = f"""
import os
server = socket.create_server(("127.0.0.1", 0)); port = server.getsockname()[1]
number = os.dup(server.fileno()); server.close(); os.close(number)
print(attempt(lambda: connected(("127.0.0.1", port))), attempt(lambda: connected(("127.0.0.1", {of_the_host}))))
"""
    assert asked(world, script) == ["ECONNREFUSED", "ECONNREFUSED"]


def test_unix_sockets_in_its_own_folders_only(anyone, monkeypatch):
    script = """
import os
for place in (os.environ["TMPDIR"] + "/own.sock", "own.sock"):
    server = socket.socket(socket.AF_UNIX); server.bind(place); server.listen()
    client = socket.socket(socket.AF_UNIX); client.connect(place)
    other, _ = server.accept(); other.sendall(b"OWN"); print(client.recv(9).decode(), server.getsockname() == place)
os.symlink(sys.argv[1], "link.sock")
for place in (sys.argv[1], "link.sock", "\\0" + sys.argv[2], "/proc/self/root" + sys.argv[1]):
    print(attempt(lambda: connected(place, socket.AF_UNIX)))
print(attempt(lambda: socket.socket(socket.AF_UNIX).bind("\\0" + sys.argv[2] + "x")), attempt(lambda: socket.socket(socket.AF_UNIX).bind("/dev/shm/x")))
"""
    monkeypatch.chdir(anyone.home)
    name = f"abstract-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as one, socket.socket(socket.AF_UNIX) as other:
        one.bind("s")
        one.listen()
        other.bind("\0" + name)
        other.listen()
        os.chmod("s", 0o777)
        done = anyone.run(
            "/usr/bin/python3", "-c", SOCKETS + script, str(anyone.home / "s"), name, options=HERE
        )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [
        *["OWN", "True"] * 2,
        "EACCES",
        "EACCES",
        "ECONNREFUSED",
        "EACCES",
        "EPERM",
        "EACCES",
    ]


def test_named_hosts_by_the_proxy_and_no_other(anyone, of_the_host):
    script = f"""
import urllib.request
def asks(request):
    with socket.create_connection(("127.0.0.1", 3128)) as one:
        one.sendall(request); return one.recv(12).decode().split()[1]
print(asks(b"GET http://127.0.0.1:9/ HTTP/1.1\\r\\nHost: 127.0.0.1:9\\r\\n\\r\\n"))
print(attempt(lambda: connected(("127.0.0.1", {of_the_host}))))
"""
    options = ("--net", "allow", "--allow-host", f"127.0.0.1:{of_the_host}")
    assert asked(anyone, script, *options) == ["403", "ECONNREFUSED"]
    assert "refused" in anyone("audit", "show").stdout


def test_terminals_of_its_own(anyone):
    script = """
import os, pty
master, slave = pty.openpty()
os.write(slave, b"x"); print(os.read(master, 1).decode(), os.isatty(slave))
pid, master = pty.fork()
if not pid: os.execvp("sh", ["sh", "-c", "tty >/dev/null && echo in-a-terminal"])
print(os.read(master, 99).decode())
try: print(len(os.listdir("/dev/pts")))
except OSError as error: print(type(error).__name__)
"""
    assert asked(anyone, script) == ["x", "True", "in-a-terminal", "PermissionError"]
