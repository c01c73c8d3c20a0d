"""Forty planted values in files, and how to look for them in every form in whatever a verb writes."""

import base64
import html
import json
import os
import sqlite3
import urllib.parse

from fumehood.exposure.generators import generate

LINES = [
    "DB_PASSWORD = '{}'", "API_KEY = '{}'", "URL = 'postgres://app:{}@db.acme.net/x'", "H = 'Authorization: Bearer {}'",
    "clientSecret: '{}'", "curl -u me:{} https://x.example", '<add key="SmtpPassword" value="{}"/>', 'auth_token = "{}"',
]  # fmt: skip
KINDS = [("alnum", 24), ("some-password", 0), ("symbols", 32), ("hex", 40)]
ODD = [
    ("token = 'ghp_{}'", "with-checksum", 30), ("aws_secret_access_key = {}", "sextet", 40), ("key = '''{}'''", "private-key", 0),
    ("t = '{}'", "json-web-token", 0), ("participant {}", "finnish-id", 0), ("account {}", "iban-number", 0),
    ("card {}", "card-number", 0), ("root:{}:0:0::/root:/bin/sh", "bcrypt-hash", 0),
]  # fmt: skip


def planted():
    """Files by name, and the forty values in them."""
    values, files = [], {}
    for number, (kind, size) in enumerate(KINDS):
        for index, line in enumerate(LINES):
            value = generate(kind, size, 100 * number + index)
            value = (
                value.replace("'", "_")
                .replace('"', "_")
                .replace("@", "_")
                .replace(":", "_")
                .replace("/", "_")
            )
            values.append(value)
            name = f"src/part{number}.py" if number % 2 else f"conf/part{number}.ini"
            files[name] = files.get(name, "") + line.replace("{}", value) + "\n"
    for number, (line, kind, size) in enumerate(ODD):
        values.append(generate(kind, size, 900 + number))
        files["notes.txt"] = files.get("notes.txt", "") + line.replace("{}", values[-1]) + "\n"
    return files, values


def forms(value):
    raw = value.encode()
    for text in (value, value.replace("\n", "\\n")):
        yield text
        yield html.escape(text)
        yield urllib.parse.quote(text, safe="")
        yield json.dumps(text)[1:-1]
    for cut in range(3):  # base64 of a text around it has one of three alignments
        yield base64.b64encode(raw[cut:]).decode().rstrip("=")[: len(raw) * 4 // 3 - 4]
    yield raw.hex()
    for line in value.splitlines():
        if not line.startswith("-----"):
            body = line.removeprefix("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.")  # the same for everybody
            yield from (body[i : i + 12] for i in range(len(body) - 11))


def assert_clean(name, text, values):
    hits = [(name, v[:4], f[:12]) for v in values for f in forms(v) if len(f) >= 6 and f in text]
    assert not hits


def everything(folder):
    """Every file below the folder, a database also as the bytes that are packed in it."""
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            with open(path, "rb") as file:
                yield path, file.read().decode("latin-1")
            if name.endswith(".sqlite3"):
                with sqlite3.connect(path) as database:
                    yield path, "\n".join(str(row) for row in database.execute("SELECT * FROM files"))
                database.close()
