"""Addresses of devices and connections in a prompt; what is everybody's or nobody's is silent."""

import pytest

from fumehood.exposure.redaction.spans import spans_in

FOUND = [
    ("FHE214", "Failed login from 2001:14ba:7f3:c100:5d2a:88ff:fe31:7c04", "2001:14ba:7f3:c100:5d2a:88ff:fe31:7c04"),
    ("FHE214", "ssh root@2a01:4f9:c010:7b2e::1f fails", "2a01:4f9:c010:7b2e::1f"),
    ("FHE214", "the home lines: 86.50.117.204", "86.50.117.204"),
    ("FHE302", "its neighbour fd12:9c44:a1b0:7::25 answers", "fd12:9c44:a1b0:7::25"),
    ("FHE302", "our jump host is at 10.144.3.8 now", "10.144.3.8"),
    ("FHE218", "Device 3c:22:fb:9a:41:d7 got a lease", "3c:22:fb:9a:41:d7"),
    ("FHE218", "the phone is A4-83-E7-1F-0C-92.", "A4-83-E7-1F-0C-92"),
]  # fmt: skip
SILENT = [
    "Use 192.0.2.17 and 2001:db8::8a2e:370:7334 in examples.", "listen 127.0.0.1, ::1, 0.0.0.0 and [::]:80", "upgrade to version 1.2.3.4",
    "Chrome 124.0.6367.118 on Windows 10.0.19045.4291", "nameserver 1.1.1.1 and 8.8.8.8", "fe80::1 and ff02::1 are local", "std::vector<int>::iterator",
    "ff:ff:ff:ff:ff:ff is everybody, 00:00:5e:00:53:01 is for documents", "the run took 00:12:44:10:22:31", "2620:f:8000::/48 and 91.92.0.0/16 are networks",
    "MD5:3c:22:fb:9a:41:d7:00:11:22:33:44:55:66:77:88:99", "version 10.4.192.7 of the SDK", "a container has 02:42:ac:11:00:02",
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "value"), FOUND)
def test_it_is_found(rule, text, value):
    assert (rule, value) in [(r, text[a:b]) for a, b, r in spans_in(text, "prompt.txt", "text")]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_nobodys_is_silent(text):
    assert spans_in(text, "prompt.txt", "text") == []
