"""Both ends of the connections through a line, with real sockets and no machine between."""

import os
import select
import socket
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.sandbox.microvm import protocol
from fumehood.sandbox.microvm.tunnels import MOST, WINDOW, Tunnels

PATIENCE = 30


class Pair:
    """A guest's end and a host's end that hear one another; `answer` stands for the proxy."""

    def __init__(self, answer=None):
        self.poll = select.poll()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.outside = []
        self.frames = []
        self.guest = Tunnels(self.poll, self._to("host"), listener=self.listener)
        self.host = Tunnels(self.poll, self._to("guest"), answer=answer or self._answer)

    def connect(self):
        return socket.create_connection(self.listener.getsockname(), timeout=PATIENCE)

    def until(self, condition):
        """Turns both ends until the condition holds."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, "nothing moves"
            self.turn()

    def turn(self):
        for number, _ in self.poll.poll(5):
            for end in (self.guest, self.host):
                if end.owns(number):
                    end.ready(number)
                    break
        while self.frames:
            name, kind, content = self.frames.pop(0)
            assert getattr(self, name).take(kind, content)

    def close(self):
        for one in (self.guest, self.host, self.listener, *self.outside):
            one.close()

    def _to(self, name):
        return lambda kind, content: self.frames.append((name, kind, content))

    def _answer(self):
        ours, theirs = socket.socketpair()
        theirs.settimeout(PATIENCE)
        self.outside.append(theirs)
        return ours


@pytest.fixture
def pair():
    made = Pair()
    yield made
    made.close()


def receive(pair, end):
    """Everything up to the end of the stream, while the two ends turn."""
    found = []

    def read():
        while data := end.recv(65536):
            found.append(data)

    reader = threading.Thread(target=read)
    reader.start()
    pair.until(lambda: not reader.is_alive())
    return b"".join(found)


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=3 * WINDOW // 2).map(lambda some: some * 3), st.binary(max_size=300))
def test_what_goes_in_comes_out_in_both_directions(asked, answered):
    pair = Pair()
    client = pair.connect()
    pair.until(lambda: pair.outside)
    (server,) = pair.outside
    sender = threading.Thread(target=lambda: (client.sendall(asked), client.shutdown(socket.SHUT_WR)))
    sender.start()
    assert receive(pair, server) == asked
    sender.join()
    server.sendall(answered)
    server.close()
    assert receive(pair, client) == answered
    client.close()
    pair.close()


def test_who_does_not_read_stops_only_himself(pair):
    slow, quick = pair.connect(), pair.connect()
    pair.until(lambda: len(pair.outside) == 2)
    slow.setblocking(False)
    sent = 0
    for _ in range(400):
        try:
            sent += slow.send(bytes(65536))
        except BlockingIOError:
            pair.turn()
    waiting = sum(len(one.waiting) for end in (pair.guest, pair.host) for one in end._tunnels.values())
    assert waiting <= WINDOW
    quick.sendall(b"hello")
    server = pair.outside[1]
    server.setblocking(False)
    pair.until(lambda: select.select([server], [], [], 0)[0])
    assert server.recv(100) == b"hello"
    for one in (slow, quick):
        one.close()


def test_when_the_proxy_takes_no_more_the_connection_ends():
    pair = Pair(answer=lambda: None)
    client = pair.connect()
    assert receive(pair, client) == b""
    client.close()
    pair.close()


def test_a_connection_that_breaks_ends_at_the_other_end_too(pair):
    client = pair.connect()
    pair.until(lambda: pair.outside)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    client.close()
    assert receive(pair, pair.outside[0]) == b""
    pair.until(lambda: not pair.host._tunnels and not pair.guest._tunnels)
    before = len(os.listdir("/proc/self/fd"))
    pair.turn()
    assert len(os.listdir("/proc/self/fd")) == before


def test_no_more_than_so_many_at_a_time(pair):
    clients = [pair.connect() for _ in range(MOST + 5)]
    pair.until(lambda: len(pair.outside) == MOST)
    for _ in range(20):
        pair.turn()
    assert len(pair.outside) == MOST
    for one in clients:
        one.close()


NUMBER = (7).to_bytes(4, "little")


@pytest.mark.parametrize(
    ("frames"),
    [
        [(protocol.DATA, b"x")],
        [(protocol.OPEN, NUMBER), (protocol.OPEN, NUMBER)],
        [(protocol.OPEN, NUMBER), (protocol.TAKEN, NUMBER)],
        [
            (protocol.OPEN, NUMBER),
            (protocol.DATA, NUMBER + bytes(WINDOW)),
            (protocol.DATA, NUMBER + bytes(WINDOW)),
        ],
    ],
)
def test_a_guest_that_breaks_the_rules_is_not_listened_to(pair, frames):
    *before, (kind, content) = frames
    for one in before:
        pair.host.take(*one)
    with pytest.raises(protocol.ProtocolError):
        pair.host.take(kind, content)


@given(
    st.lists(
        st.tuples(st.sampled_from([*b"ndtcgz"]).map(lambda n: bytes([n])), st.binary(max_size=12)),
        max_size=12,
    )
)
def test_no_frames_break_the_host(frames):
    pair = Pair()
    try:
        for kind, content in frames:
            pair.host.take(kind, content)
    except protocol.ProtocolError:
        assert frames
    finally:
        pair.close()


def test_the_guest_opens_nothing_for_the_host(pair):
    with pytest.raises(protocol.ProtocolError):
        pair.guest.take(protocol.OPEN, NUMBER)
