"""Requests to the proxy: one reading or none."""

import pytest

from fumehood.sandbox.network.request import parse


def test_a_plain_request_goes_on_with_the_host_of_its_address():
    found = parse(
        b"GET http://example.org:81/a?b HTTP/1.1\r\nHost: elsewhere.net\r\nAccept: */*\r\nConnection: keep-alive"
    )
    assert found.authority == "example.org:81"
    assert (
        found.onward
        == b"GET /a?b HTTP/1.1\r\nHost: example.org:81\r\nConnection: close\r\nAccept: */*\r\n\r\n"
    )


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nHost: a",
        b"GET ftp://a/ HTTP/1.1",
        b"GET http://a/ HTTP/2",
        b"POST http://a/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2",
        b"POST http://a/ HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked",
        b"POST http://a/ HTTP/1.1\r\nTransfer-Encoding: xchunked",
        b"POST http://a/ HTTP/1.1\r\nContent-Length: +1",
        b"GET http://a/ HTTP/1.1\r\nX : y",
        b"GET http://a/ HTTP/1.1\r\nX: y\n z: w",
        b"",
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(head):
    assert parse(head) is None
