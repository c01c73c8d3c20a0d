"""Nothing that the guard returns holds a secret: not plain, not encoded, not twelve characters of it."""

import base64
import urllib.parse

import msgspec
import pytest
from looking import findings

from fumehood.exposure.generators import generate
from fumehood.exposure.masking import mask

PLANTED = {
    "src/config.py": [
        ("DB_PASSWORD = '{}'\n", "some-password", 0),
        ("API_KEY = '{}'\n", "alnum", 40),
        ("AWS_SECRET_ACCESS_KEY = '{}'\n", "sextet", 40),
        ("GITHUB_TOKEN = 'ghp_{}'\n", "with-checksum", 30),
        ("URL = 'postgres://app:{}@db.acme.net/x'\n", "alnum", 18),
        ("H = 'Authorization: Bearer {}'\n", "url", 48),
        ("SIGNING_SECRET = '{}'\n", "hex", 64),
        ("slack = 'xoxb-123456789012-123456789012-{}'\n", "alnum", 24),
        ("stripe = 'sk_live_{}'\n", "alnum", 24),
        ("t = '{}'\n", "json-web-token", 0),
        ("key = '''{}'''\n", "private-key", 0),
        ("SECRET_KEY = '{}'\n", "symbols", 50),
    ],
    "deploy/.env": [("TOKEN_{n}={}\n", "alnum", 32), ("PASS_{n}={}\n", "some-password", 0)],
    ".netrc": [("machine m login l password {}\n", "alnum", 14)],
    "dump.sql": [("INSERT INTO c (id, client_secret) VALUES (1, '{}');\n", "alnum", 40)],
    "snmpd.conf": [("rocommunity {} 10.0.0.0/8\n", "alnum", 14)],
    "chap-secrets": [("ann pptpd {} *\n", "alnum", 14)],
    "src/Sign.java": [
        ('getConnection("jdbc:x://db/a", "ann", "{}");\n', "alnum", 14),
        ('jwt.sign(claims, "{}");\n', "alnum", 32),
    ],
    "build.gradle": [("storePassword '{}'\n", "alnum", 14)],
    "etc/users": [("root:{}:0:0::/root:/bin/sh\n", "bcrypt-hash", 0)],
    "notes.txt": [
        ("participant {}\n", "finnish-id", 0),
        ("account {}\n", "iban-number", 0),
        ("card {}\n", "card-number", 0),
        ("curl -u me:{} https://x.net\n", "alnum", 16),
    ],
    "data/people.csv": [
        ("id,hetu\n1,{}\n", "finnish-id", 0),
        ("2,{}\n", "finnish-id", 0),
        ("3,{}\n", "finnish-id", 0),
    ],
    "secret.yaml": [("kind: Secret\ndata:\n  a: {}\n", "opaque-bytes", 24)],
}


def planted(path):
    text, values = "", []
    for number, (line, kind, size) in enumerate(PLANTED[path]):
        value = generate(kind, size, 40 + number)
        values.append(value)
        text += line.replace("{n}", str(number)).replace("{}", value)
    return text, values


def forms(value):
    raw = value.encode()
    yield value
    yield base64.b64encode(raw).decode().rstrip("=")
    yield raw.hex()
    yield urllib.parse.quote(value, safe="")
    body = value.partition("_")[2] if value.startswith(("ghp_", "sk_live_")) else value
    for line in body.splitlines():
        if not line.startswith("-----") and len(line) > 14:
            yield from (line[i : i + 12] for i in range(len(line) - 12))


@pytest.mark.parametrize("path", PLANTED)
def test_no_finding_holds_a_value(path):
    text, values = planted(path)
    found = findings(text, path)
    written = msgspec.json.encode(found).decode()
    assert len(found) >= min(len(values), 1)
    for value in values:
        assert not [form for form in forms(value) if form in written]


@pytest.mark.parametrize("path", PLANTED)
def test_the_sensitive_spans_cover_every_value(path):
    text, values = planted(path)
    spans = [span for f in findings(text, path) for span in f.sensitive]
    for value in values:
        for line in value.splitlines():
            if line.startswith("-----"):
                continue
            at = text.index(line)
            assert any(a <= at and at + len(line) <= b for a, b in spans), path


@pytest.mark.parametrize("path", ["src/config.py", "deploy/.env"])
def test_masked_lines_hold_no_value(path):
    text, values = planted(path)
    masked = "\n".join(mask(line) for line in text.split("\n"))
    assert len(masked) == len(text)
    for value in values:
        assert not [form for form in forms(value) if form in masked]


def test_the_preview_shows_vendor_length_and_little_else():
    (found,) = findings("token = 'ghp_{with-checksum30}'")
    assert found.evidence["preview"].startswith("ghp_…")
    assert "(40 characters)" in found.message
    assert len(found.evidence["preview"].partition(" ")[0]) <= len("ghp_…abcd")


def test_equal_secrets_have_equal_fingerprints_under_one_key_only():
    from fumehood.core.source import Source
    from fumehood.exposure.generators import fill
    from fumehood.exposure.guard import ExposureGuard

    text = fill("a_token = '{alnum32}'")
    source = Source("a.py", text + "\n" + text, "python")
    first, second = ExposureGuard(b"1" * 32).inspect(source).findings
    assert first.evidence["fingerprint"] == second.evidence["fingerprint"]
    other = ExposureGuard(b"2" * 32).inspect(source).findings[0]
    assert other.evidence["fingerprint"] != first.evidence["fingerprint"]
