"""Hosts in one spelling, and addresses that are nobody's business."""

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.core.errors import UsageError
from fumehood.sandbox.network.hosts import allowed, entry, is_public, parse


@pytest.mark.parametrize(
    "text",
    ["2130706433", "0x7f000001", "127.1", "0177.0.0.1", "user@example.org", "a@b:80", "example.org:0", "example.org:99999",
     "example.org:", "[::1", "[fe80::1%eth0]", "exa mple.org", "example.org/x", "", "-x.org", "[::1]x", "a..b", "ex%61mple.org"],
)  # fmt: skip
def test_spellings_that_mean_two_things_are_none(text):
    assert parse(text, 80) is None


@given(st.text(max_size=80))
@settings(max_examples=100)
def test_every_text_is_parsed_or_not(text):
    found = parse(text, 80)
    assert found is None or (0 < found.port < 65536 and "@" not in found.host)


def test_a_bare_host_means_the_two_ports_of_the_web():
    entries = (entry("example.org"),)
    assert allowed(parse("EXAMPLE.org.", 443), entries)
    assert allowed(parse("example.org:80", 443), entries)
    assert not allowed(parse("example.org:22", 443), entries)
    assert not allowed(parse("sub.example.org", 443), entries)
    assert not allowed(parse("badexample.org", 443), entries)


def test_a_star_means_all_below_a_name():
    entries = (entry("*.example.org"),)
    assert allowed(parse("a.b.example.org", 443), entries)
    assert not allowed(parse("example.org", 443), entries)
    assert not allowed(parse("xexample.org", 443), entries)


def test_a_port_that_is_named_is_the_only_one():
    entries = (entry("127.0.0.1:8080"), entry("[::1]:80"))
    assert allowed(parse("127.0.0.1:8080", 80), entries)
    assert not allowed(parse("127.0.0.1", 80), entries)
    assert allowed(parse("[0:0::1]:80", 443), entries)


@pytest.mark.parametrize("text", ["http://example.org", "example.org/path", "*", "*.10.0.0.1", "a b"])
def test_what_is_no_host_is_wrong_usage(text):
    with pytest.raises(UsageError):
        entry(text)


@pytest.mark.parametrize(
    "text",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1",
     "fe80::1", "fd00::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:7f00:1::", "255.255.255.255", "::7f00:1"],
)  # fmt: skip
def test_special_addresses_are_not_public(text):
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", ["8.8.8.8", "2606:4700::1111"])
def test_ordinary_addresses_are_public(text):
    assert is_public(ipaddress.ip_address(text))
