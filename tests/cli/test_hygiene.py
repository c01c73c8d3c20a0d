"""Forty planted values, and every byte that a scan writes: none holds one of them, in no form, not twelve characters."""

import base64
import html
import json
import os
import sqlite3
import subprocess
import urllib.parse

import pytest

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


@pytest.fixture(scope="module")
def values():
    return planted()[1]


@pytest.fixture
def project(write):
    files, _ = planted()
    for name, text in files.items():
        write(f"p/{name}", text)
    return "p"


SETTINGS = [
    ["--format", kind, *more]
    for kind in ("text", "concise", "json", "jsonl", "sarif", "html", "github")
    for more in ([], ["--min-confidence", "low"])
]


def test_there_are_forty():
    files, values = planted()
    assert len(set(values)) == 40
    assert all(any(v in text for text in files.values()) for v in values)


@pytest.mark.parametrize("options", SETTINGS, ids=" ".join)
def test_no_format_shows_a_value(fumehood, project, values, options):
    done = fumehood("scan", project, "-vv", *options)
    assert done.code in (1, 4)
    assert_clean("stdout", done.out, values)
    assert_clean("stderr", done.err, values)


def test_no_file_that_is_written_holds_a_value(fumehood, project, values, home, tmp_path):
    reports = [
        word for kind in ("json", "jsonl", "sarif", "html", "txt") for word in ("-o", str(home / f"r.{kind}"))
    ]
    fumehood("scan", project, *reports)
    fumehood("baseline", "create", str(home / "known.json"), project)
    fumehood("scan", project, "--since", "HEAD")
    fumehood("check", "text", f"{project}/notes.txt", "--as", "prompt", "--format", "html")
    looked_at = 0
    for path, text in everything(home):
        assert_clean(path, text, values)
        looked_at += 1
    assert looked_at >= 7


def test_neither_a_diff_nor_the_history_nor_a_view_from_outside(fumehood, project, values, tmp_path):
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.invalid"]
    for arguments in (
        ["init", "-q"],
        ["add", "."],
        ["commit", "-qm", "one"],
        ["rm", "-rq", "conf"],
        ["commit", "-qm", "two"],
    ):
        subprocess.run([*git, *arguments], cwd=tmp_path / project, check=True, capture_output=True)
    for options in (
        ["--diff", "--unsafe-fixes"],
        ["--history"],
        ["--history", "--format", "html"],
        ["--as-assistant", "claude"],
    ):
        done = fumehood("scan", project, "--risk", "exposure", *options)
        assert_clean(str(options), done.out + done.err, values)
        assert done.out


def test_an_internal_error_shows_no_value(fumehood, project, values, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import fumehood.exposure.detectors as d\n"
        "def broken(view, **_):\n    raise ValueError(view.text)\n"
        "d.exposed_in = broken\n"
        "import fumehood.exposure.guard as g\ng.exposed_in = broken\n"
    )
    done = fumehood("scan", project, "-vv", "--risk", "exposure", "--no-cache", PYTHONPATH=str(tmp_path))
    assert "internal error" in done.out + done.err
    assert_clean("crash", done.out + done.err, values)
