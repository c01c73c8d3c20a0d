"""What gets past a proxy that looks less closely: second requests, smuggled ones, names in disguise, and its own death."""

import contextlib
import json
import os
import signal
import socket
import ssl
import threading
import time

import pytest

from fumehood.sandbox.network import proxy as proxies
from fumehood.sandbox.network.hosts import Target, entry
from fumehood.sandbox.network.proxy import Proxy, look_up


class Origin:
    """Takes connections and keeps what comes; answers each with a short text."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.came = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                end, _ = self.socket.accept()
                threading.Thread(target=self._one, args=(end,), daemon=True).start()

    def _one(self, end):
        at = len(self.came)
        self.came.append(b"")
        with end, contextlib.suppress(OSError):
            end.settimeout(1)
            with contextlib.suppress(TimeoutError):
                while data := end.recv(65536):
                    self.came[at] += data
                    if data.startswith(b"GET") and data.endswith(b"\r\n\r\n"):
                        break
            end.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nGOOD")


@pytest.fixture
def origin():
    one = Origin()
    yield one
    one.socket.close()


@pytest.fixture
def ask(origin):
    """Sends bytes through a proxy that allows the origin; returns what comes back and what it refused."""

    def send(*parts, hosts=None):
        listener = socket.create_server(("127.0.0.1", 0))
        address = listener.getsockname()
        one = Proxy(listener.detach(), tuple(map(entry, hosts or [f"127.0.0.1:{origin.port}"])))
        one.start()
        back = b""
        with socket.create_connection(address, 10) as end, contextlib.suppress(OSError):
            for part in parts:
                end.sendall(part)
                time.sleep(0.01)  # another segment
            end.shutdown(socket.SHUT_WR)
            while data := end.recv(65536):
                back += data
        return back, one.refusals

    return send


def request(origin, path="/", extra=b""):
    return b"GET http://127.0.0.1:%d%s HTTP/1.1\r\nHost: x\r\n%s\r\n" % (origin.port, path.encode(), extra)


def test_of_a_kept_connection_only_the_first_request_goes_on(ask, origin):
    back, _ = ask(request(origin, "/first"), request(origin, "/second"))
    assert back.count(b"GOOD") == 1
    assert len(origin.came) == 1
    assert b"second" not in origin.came[0]


@pytest.mark.parametrize(
    "size", [b"-1", b"+5", b"0x5", b"5_0", b"", b"5 ", b"5\n", b"\xb2", b"ffffffffffffffff1"]
)
def test_chunks_have_plain_sizes(ask, origin, size):
    head = b"POST http://127.0.0.1:%d/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" % origin.port
    ask(head, size + b"\r\nhello\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n")
    assert not any(b"smuggled" in one for one in origin.came)


def test_chunks_arrive_in_our_own_framing(ask, origin):
    head = b"POST http://127.0.0.1:%d/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" % origin.port
    ask(head, b"5;x=y\r\nhel", b"lo\r\n0\r\nTrailer: gone\r\n\r\n")
    assert origin.came[0].endswith(b"\r\n\r\n5\r\nhello\r\n0\r\n\r\n")


def test_who_waits_to_go_on_is_told(ask, origin):
    head = (
        b"POST http://127.0.0.1:%d/ HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
        % origin.port
    )
    back, _ = ask(head, b"ok")
    assert back.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200")
    assert b"Expect" not in origin.came[0]


def test_headers_for_the_next_hop_do_not_go_on(ask, origin):
    ask(
        request(
            origin,
            extra=b"Connection: X-Secret-Hop, content-length\r\nX-Secret-Hop: 1\r\nProxy-Authorization: x\r\n",
        )
    )
    assert b"X-Secret-Hop" not in origin.came[0]
    assert b"Proxy-Authorization" not in origin.came[0]


@pytest.mark.parametrize(
    "authority",
    ["[::ffff:127.0.0.1]:PORT", "2130706433:PORT", "0x7f.1:PORT", "0177.0.0.1:PORT", "127.1:PORT", "u@127.0.0.1:PORT",
     "127.0.0.1:PORT@example.org", "[64:ff9b::7f00:1]:PORT", "[2002:7f00:1::]:PORT", "127.0.0.1:0PORT", "127.0.0.1:22"],
)  # fmt: skip
def test_the_same_address_in_another_spelling_or_port_is_another(ask, origin, authority):
    asked = authority.replace("PORT", str(origin.port)).encode()
    for one in (b"CONNECT " + asked + b" HTTP/1.1\r\n\r\n", b"GET http://" + asked + b"/ HTTP/1.1\r\n\r\n"):
        back, refusals = ask(one)
        assert back[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 403")
        assert refusals
    assert origin.came == []


def greeting(name):
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    with contextlib.suppress(ssl.SSLWantReadError):
        context.wrap_bio(incoming, outgoing, server_hostname=name).do_handshake()
    return outgoing.read()


@pytest.fixture
def named(monkeypatch, origin):
    """`allowed.example` stands for the origin: the one thing that cannot be real without a name server of our own."""
    monkeypatch.setattr(proxies, "look_up", lambda target: ["127.0.0.1"])
    return [f"allowed.example:{origin.port}"]


def tunnel(ask, origin, hosts, *parts):
    return ask(b"CONNECT allowed.example:%d HTTP/1.1\r\n\r\n" % origin.port, *parts, hosts=hosts)


def test_a_greeting_in_many_segments_is_read_whole(ask, origin, named):
    hello = greeting("allowed.example")
    back, refusals = tunnel(ask, origin, named, *(hello[at : at + 40] for at in range(0, len(hello), 40)))
    assert refusals == []
    assert origin.came[0].startswith(hello)
    assert b"GOOD" in back


@pytest.mark.parametrize("name", ["other.example", None, "allowed.example.other"])
def test_a_greeting_for_another_or_for_nobody_gets_no_byte_out(ask, origin, named, name):
    hello = greeting(name)
    _, refusals = tunnel(ask, origin, named, hello[:30], hello[30:])
    assert [one.reason for one in refusals] == ["the server name in TLS is not the host that was asked for"]
    assert set(origin.came) <= {b""}


@pytest.mark.parametrize(
    "answers",
    [
        ["93.184.216.34", "10.0.0.1"],
        ["::ffff:93.184.216.34"],
        ["64:ff9b::1"],
        ["2002:a00:1::"],
        ["168.63.129.16"],
        ["127.0.0.1"],
    ],
)
def test_one_address_that_is_not_public_spoils_the_name(answers):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in answers]
    with pytest.raises(Exception, match="leads to an address that is not public"):
        look_up(Target("allowed.example", 443, None), lambda *_, **__: found)


def test_a_large_body_that_is_refused_still_gets_its_answer(ask):
    head = b"POST http://127.0.0.1:9/ HTTP/1.1\r\nContent-Length: 4000000\r\n\r\n"
    back, _ = ask(head, b"x" * 4_000_000)
    assert back.startswith(b"HTTP/1.1 403")


LOAD = """
import socket, threading, time
def one():
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            s = socket.create_connection(("127.0.0.1", 3128), 5)
            s.sendall(b"GET http://127.0.0.1:PORT/ HTTP/1.1\\r\\n\\r\\n")
            while s.recv(1000): pass
        except OSError as error:
            if isinstance(error, ConnectionRefusedError): return
threads = [threading.Thread(target=one) for _ in range(50)]
[t.start() for t in threads]
print("running", flush=True)
[t.join() for t in threads]
print("goes on", flush=True)
"""


def children(pid):
    with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return [int(word) for word in file.read().split()]
    return []


def name_of(pid):
    with contextlib.suppress(OSError), open(f"/proc/{pid}/comm", encoding="ascii") as file:
        return file.read().strip()
    return ""


def test_a_proxy_that_dies_under_load_ends_the_network_and_nothing_else(world, origin):
    options = ("--net", "allow", "--allow-host", f"127.0.0.1:{origin.port}")
    process = world.start(
        "run", *options, "--", "/usr/bin/python3", "-c", LOAD.replace("PORT", str(origin.port))
    )
    assert process.stdout.readline() == "running\n"
    end = time.monotonic() + 30
    while not origin.came and time.monotonic() < end:
        time.sleep(0.02)
    proxy = [pid for pid in children(process.pid) if name_of(pid) != "bwrap"]
    assert len(proxy) == 1
    os.kill(proxy[0], signal.SIGKILL)
    out, err = process.communicate(timeout=60)
    assert (out, process.returncode) == ("goes on\n", 0), err
    assert "the proxy died" in err
    kinds = [
        json.loads(line)["kind"] for line in world("audit", "show", "--format", "jsonl").stdout.splitlines()
    ]
    assert "proxy-lost" in kinds
    assert "allowed-host" in kinds


def test_a_request_that_cannot_be_recorded_does_not_go_out(world, origin):
    (world.home / ".config/fumehood/audit-anchor").mkdir(parents=True)
    script = (
        "import urllib.request, sys\n"
        f"try: urllib.request.urlopen('http://127.0.0.1:{origin.port}/')\n"
        "except Exception as error: print(error)"
    )
    options = ("--net", "allow", "--allow-host", f"127.0.0.1:{origin.port}")
    done = world.run("/usr/bin/python3", "-c", script, options=options)
    assert "403" in done.stdout
    assert "could not be recorded" in done.stderr
    assert origin.came == []


def test_answers_are_on_record_with_host_and_port(world, origin):
    options = ("--net", "allow", "--allow-host", f"127.0.0.1:{origin.port}")
    script = (
        "import urllib.request\n"
        f"for port in ({origin.port}, 9):\n"
        "    try: urllib.request.urlopen(f'http://127.0.0.1:{port}/')\n"
        "    except Exception: pass"
    )
    world.run("/usr/bin/python3", "-c", script, options=options)
    lines = world("audit", "show").stdout.splitlines()
    assert any("allowed-host" in line and f"127.0.0.1:{origin.port}" in line for line in lines)
    assert any("refused-host" in line and "127.0.0.1:9" in line for line in lines)
