"""Key stores are known by their first bytes; what only holds public keys and certificates is not reported."""

import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from looking import KEY, findings, rules

from fumehood.core.read_file import source_of
from fumehood.exposure.generators import generate
from fumehood.exposure.guard import ExposureGuard
from fumehood.exposure.key_store import recognise

DER_RSA = bytes.fromhex("06092a864886f70d0101010500")
OPEN = {
    "pkcs8": b"\x30\x82\x04\xbd\x02\x01\x00\x30\x0d" + DER_RSA + b"\x04\x82",
    "pkcs1": b"\x30\x82\x04\xa3\x02\x01\x00\x02\x82\x01\x01\x00",
    "ec": b"\x30\x77\x02\x01\x01\x04\x20" + bytes(range(32)),
    "ed25519": b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20",
    "openssh": b"openssh-key-v1\0\0\0\0\4none",
    "keytab": b"\x05\x02\x00\x00\x00\x4e\x00\x02\x00\x0bEXAMPLE.NET",
}
LOCKED = {
    "java": b"\xfe\xed\xfe\xed\x00\x00\x00\x02\x00\x00\x00\x01\x00\x00\x00\x01\x00\x02me",
    "keepass": b"\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5\x01\x00\x04\x00",
    "keychain": b"kych\x00\x01\x00\x00\x00\x00",
    "dpapi": bytes.fromhex("01000000d08c9ddf0115d1118c7a00c04fc297eb"),
    "openpgp": b"\x95\x03\xc6\x04\x65\x00\x00\x00\x01\x08",
    "browser": b"SQLite format 3\0"
    + bytes(100)
    + b"CREATE TABLE logins (origin_url VARCHAR, password_value BLOB)",
}
PUBLIC = {
    "certificate": b"\x30\x82\x03\x01\x30\x82\x01\xe9\xa0\x03\x02\x01\x02\x02\x14",
    "public key": b"\x30\x82\x01\x22\x30\x0d" + DER_RSA + b"\x03\x82\x01\x0f\x00",
    "java, certificates only": b"\xfe\xed\xfe\xed\x00\x00\x00\x02\x00\x00\x00\x01\x00\x00\x00\x02\x00\x02ca",
    "openpgp public": b"\x99\x01\x0d\x04\x65\x00\x00\x00\x01\x08",
    "database": b"SQLite format 3\0" + bytes(100) + b"CREATE TABLE login_attempts (id INTEGER)",
    "logins without passwords": b"SQLite format 3\0"
    + bytes(100)
    + b"CREATE TABLE logins (id INTEGER, at TEXT)",
    "msgpack": b"\x94\x01\x05\xce\x00\x00\x00\x01\x02",
    "picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "archive": b"PK\x03\x04\x14\0\0\0",
    "signed message": b"\x30\x82\x10\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02",
    "nothing": b"",
}


@pytest.mark.parametrize("name", OPEN)
def test_an_open_key_is_critical_whatever_its_name_is(name):
    (found,) = ExposureGuard(KEY).inspect_head(OPEN[name], "assets/blob.dat").findings
    assert (found.rule, found.severity.value) == ("FHE189", "critical")


@pytest.mark.parametrize("name", LOCKED)
def test_a_protected_store_is_high_and_medium_among_tests(name):
    guard = ExposureGuard(KEY)
    assert [f.severity.value for f in guard.inspect_head(LOCKED[name], "a.bin").findings] == ["high"]
    assert [f.severity.value for f in guard.inspect_head(LOCKED[name], "tests/a.bin").findings] == ["medium"]


@pytest.mark.parametrize("name", PUBLIC)
def test_what_is_public_is_not_reported(name):
    assert ExposureGuard(KEY).inspect_head(PUBLIC[name], "a.bin").findings == []


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a real store")
def test_real_stores_of_openssl(tmp_path):
    def openssl(*words):
        return subprocess.run(["openssl", *words], cwd=tmp_path, check=True, capture_output=True)

    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "k", "-out", "c", "-subj", "/CN=a")
    openssl("pkcs12", "-export", "-inkey", "k", "-in", "c", "-passout", "pass:x", "-out", "with-key")
    openssl("pkcs12", "-export", "-nokeys", "-in", "c", "-passout", "pass:x", "-out", "certificates")
    openssl("pkcs8", "-topk8", "-passout", "pass:x", "-in", "k", "-outform", "DER", "-out", "locked")
    openssl("x509", "-in", "c", "-outform", "DER", "-out", "public")
    found = {name: recognise((tmp_path / name).read_bytes()[:8192], name) for name in ("with-key", "certificates", "locked", "public")}  # fmt: skip
    assert {name: kind.label if kind else None for name, kind in found.items()} == {
        "with-key": "key store (PKCS#12)",
        "certificates": None,
        "locked": "encrypted private key (PKCS#8)",
        "public": None,
    }


def test_a_wallet_needs_its_name():
    database = bytes(12) + b"\x62\x31\x05\x00" + bytes(40)
    assert recognise(database, "wallet.dat")
    assert recognise(database, "index.db") is None


def test_bytes_without_nul_are_recognised_too():
    source = source_of("keys/ring", LOCKED["keepass"].replace(b"\0", b"\1"))
    assert [f.rule for f in ExposureGuard(KEY).inspect(source).findings] == ["FHE189"]


def test_keys_of_gnupg_and_openvpn_as_text():
    number = generate("bighex", 256)
    assert rules(f"Key: (private-key (rsa (n #00{number}#)(e #010001#)\n  (d #{number}#)))\n", "a.key") == [
        "FHE189"
    ]
    lines = "\n".join(generate("hex", 32, i) for i in range(16))
    assert rules(f"-----BEGIN OpenVPN Static key V1-----\n{lines}\n-----END OpenVPN Static key V1-----\n", "ta.key") == ["FHE189"]  # fmt: skip
    assert rules("Key: (public-key (rsa (n #00{bighex256}#)(e #010001#)))\n", "a.key") == []


def test_no_byte_of_a_store_is_shown():
    (found,) = ExposureGuard(KEY).inspect_head(OPEN["ec"], "a.bin").findings
    assert "evidence" in repr(found)
    assert found.evidence == {}


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_bytes_have_an_answer(head, name):
    kind = recognise(head, name)
    assert kind is None or kind.label


@pytest.mark.parametrize("body", ["A" * 12 + "-" + "B" * 24, "A" * 12 + "-" + "A" * 24])
def test_an_exact_form_with_a_made_up_value_is_a_word_and_no_more(body):
    (found,) = findings(f"key = tskey-auth-{body}\n", "src/a.ini")
    assert (found.severity.value, found.evidence["value"]) == ("low", "made up")
    assert "made-up" in found.message


@pytest.mark.parametrize("body", ["x" * 36, "0" * 36, "X" * 36])
def test_an_exact_form_with_a_blank_is_nothing(body):
    assert findings(f"token = ghp_{body}\n", "src/a.ini") == []
