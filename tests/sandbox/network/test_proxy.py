"""The way out, with real servers on loopback."""

import http.server
import threading

import pytest

FETCH = """
import sys, urllib.request
for url in sys.argv[1:]:
    try: print(urllib.request.urlopen(url, data=b"x" * 70000, timeout=10).read().decode())
    except Exception as error: print(type(error).__name__, getattr(error, "code", ""))
"""
RAW = """
import socket, sys
for text in sys.argv[1:]:
    s = socket.create_connection(("127.0.0.1", 3128)); s.sendall(text.encode().decode("unicode_escape").encode())
    print(s.recv(100).split(b"\\r\\n")[0].decode()); s.close()
"""


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        answer = f"{self.server.word} {len(body)}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        """Silent."""


@pytest.fixture
def server():
    started = []

    def start(word):
        one = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        one.word = word
        threading.Thread(target=one.serve_forever, daemon=True).start()
        started.append(one)
        return one.server_address[1]

    yield start
    for one in started:
        one.shutdown()
        one.server_close()


def test_the_named_host_is_reached_and_no_other(anyone, server):
    good, other = server("GOOD"), server("OTHER")
    urls = [f"http://127.0.0.1:{good}/", f"http://127.0.0.1:{other}/", "http://169.254.169.254/"]
    done = anyone.run(
        "/usr/bin/python3",
        "-c",
        FETCH,
        *urls,
        options=("--net", "allow", "--allow-host", f"127.0.0.1:{good}"),
    )
    assert done.stdout.splitlines() == ["GOOD 70000", "HTTPError 403", "HTTPError 403"], done.stderr
    assert f"refused 127.0.0.1:{other}" in done.stderr
    assert "refused 169.254.169.254:80" in done.stderr


def test_the_first_request_is_never_lost(world, server):
    good = server("GOOD")
    for _ in range(5):
        done = world.run("/usr/bin/python3", "-c", FETCH, f"http://127.0.0.1:{good}/",
                         options=("--net", "allow", "--allow-host", f"127.0.0.1:{good}"))  # fmt: skip
        assert done.stdout == "GOOD 70000\n"


def test_tunnels_and_odd_requests_are_refused(world, server):
    other = server("OTHER")
    requests = [
        rf"CONNECT 127.0.0.1:{other} HTTP/1.1\r\n\r\n",
        r"CONNECT localhost:443 HTTP/1.1\r\n\r\n",
        r"CONNECT 0x7f000001:443 HTTP/1.1\r\n\r\n",
        r"GET http://allowed.example@127.0.0.1/ HTTP/1.1\r\n\r\n",
    ]
    options = ("--net", "allow", "--allow-host", "allowed.example", "--allow-host", "localhost")
    done = world.run("/usr/bin/python3", "-c", RAW, *requests, options=options)
    codes = [line.split()[1] for line in done.stdout.splitlines()]
    assert codes == ["403", "403", "400", "400"], done.stderr


def test_the_loopback_inside_is_not_the_host(world, server):
    port = server("HOST")
    script = f"import socket; socket.create_connection(('127.0.0.1', {port}), 3)"
    for options in ((), ("--net", "allow", "--allow-host", "allowed.example")):
        assert "ConnectionRefused" in world.run("/usr/bin/python3", "-c", script, options=options).stderr
