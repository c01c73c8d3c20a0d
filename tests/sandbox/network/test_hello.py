"""The server name of real TLS greetings, whole, cut and random."""

import contextlib
import ssl

from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.sandbox.network.hello import record_length, server_name


def greeting(name):
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    wrapped = ssl.create_default_context().wrap_bio(incoming, outgoing, server_hostname=name)
    with contextlib.suppress(ssl.SSLWantReadError):
        wrapped.do_handshake()
    return outgoing.read()


def test_the_name_is_read():
    record = greeting("www.example.org")
    assert record_length(record) == len(record) - 5
    assert server_name(record) == "www.example.org"


def test_a_cut_greeting_names_nobody():
    record = greeting("www.example.org")
    assert all(server_name(record[:n]) is None for n in range(0, len(record), 7))


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_random_bytes_do_no_harm(data):
    found = server_name(b"\x16\x03\x01\x00\x00\x01" + data)
    assert found is None or isinstance(found, str)
