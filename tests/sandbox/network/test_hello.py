"""The server name of real TLS greetings: whole, cut, in several records, and random bytes."""

import contextlib
import ssl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.sandbox.network.hello import read


def greeting(name):
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    wrapped = ssl.create_default_context().wrap_bio(incoming, outgoing, server_hostname=name)
    if name is None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        wrapped = context.wrap_bio(incoming, outgoing)
    with contextlib.suppress(ssl.SSLWantReadError):
        wrapped.do_handshake()
    return outgoing.read()


def in_records(record, size):
    """The same message, cut into records of `size` bytes."""
    body = record[5:]
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(record[:3] + len(part).to_bytes(2, "big") + part for part in parts)


def with_extension(record, kind, content):
    """The greeting with one more extension at its end."""
    body = bytearray(record[9:])
    at = 34
    at += 1 + body[at]
    at += 2 + int.from_bytes(body[at : at + 2], "big")
    at += 1 + body[at]
    extra = kind.to_bytes(2, "big") + len(content).to_bytes(2, "big") + content
    body[at : at + 2] = (int.from_bytes(body[at : at + 2], "big") + len(extra)).to_bytes(2, "big")
    body += extra
    message = b"\x01" + len(body).to_bytes(3, "big") + bytes(body)
    return record[:3] + len(message).to_bytes(2, "big") + message


def test_the_name_is_read():
    assert read(greeting("www.Example.org")) == ("whole", "www.example.org", False)


def test_without_a_name_there_is_none():
    assert read(greeting(None)) == ("whole", "", False)


@pytest.mark.parametrize("size", [1, 3, 50, 200])
def test_it_may_come_in_several_records(size):
    assert read(in_records(greeting("www.example.org"), size)) == ("whole", "www.example.org", False)


def test_of_a_cut_greeting_more_is_needed():
    record = greeting("www.example.org")
    assert {read(record[:n]).state for n in range(len(record))} == {"more"}


def test_two_names_are_none():
    name = b"other.example"
    entry = (len(name) + 3).to_bytes(2, "big") + b"\0" + len(name).to_bytes(2, "big") + name
    assert read(with_extension(greeting("www.example.org"), 0, entry)).name == ""


def test_an_encrypted_name_beside_the_open_one_is_told():
    assert read(with_extension(greeting("www.example.org"), 0xFE0D, b"\0" * 40)) == (
        "whole",
        "www.example.org",
        True,
    )


@pytest.mark.parametrize(
    "data", [b"GET / HTTP/1.1\r\n", b"SSH-2.0-x", b"\x16\x03\x01\x00\x00", b"\x16\x03\x01\x00\x05\x02xxxx"]
)
def test_what_is_no_greeting(data):
    assert read(data).state == "other"


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_random_bytes_do_no_harm(data):
    found = read(b"\x16\x03\x01\x01\x00\x01" + data)
    assert found.state in ("whole", "more", "other")
