"""`--fix`: secrets in code move to the environment; only names are written down, and never a value."""

import ast

import pytest

from fumehood.exposure.generators import fill

TOKEN = fill("ghp_{with-checksum30}")
KEY = fill("{alnum40}", seed=2)
URL = fill("postgresql://app:{alnum18}@db.acme.net:5432/app")


def fix(fumehood, *options):
    return fumehood("scan", ".", "--risk", "exposure", "--fix", *options)


def test_python_reads_the_environment(fumehood, write, tmp_path):
    write(
        "app.py",
        f'"""Docs."""\n\nfrom __future__ import annotations\nimport re\n\nGITHUB_TOKEN = "{TOKEN}"\n'
        f"client = connect(api_key='{KEY}', url=\"{URL}\")\nraw = {{'hmacSecret': b'{KEY}'}}\n",
    )
    done = fix(fumehood)
    text = (tmp_path / "app.py").read_text()
    ast.parse(text)
    assert text == (
        '"""Docs."""\n\nfrom __future__ import annotations\nimport os\nimport re\n\nGITHUB_TOKEN = os.environ["GITHUB_TOKEN"]\n'
        'client = connect(api_key=os.environ["APP_API_KEY"], url=os.environ["APP_URL"])\n'
        "raw = {'hmacSecret': os.environ[\"HMAC_SECRET\"].encode()}\n"
    )
    names = (tmp_path / ".env.example").read_text()
    assert sorted(names.split()) == ["APP_API_KEY=", "APP_URL=", "GITHUB_TOKEN=", "HMAC_SECRET="]
    assert done.code == 0
    assert ".env.example" in done.err
    assert not [v for v in (TOKEN, KEY, URL) if v in done.out + done.err + names]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.js", "const t = { apiToken: '@' };\n", "const t = { apiToken: process.env.API_TOKEN };\n"),
        ("a.ts", 'const apiSecret: string = "@";\n', "const apiSecret: string = process.env.API_SECRET!;\n"),
        ("a.py", "x = dict(signing_secret='@')\n", 'import os\n\nx = dict(signing_secret=os.environ["SIGNING_SECRET"])\n'),
        ("a.py", "#!/usr/bin/env python\nimport os as o\nS_KEY = '@'\n", '#!/usr/bin/env python\nimport os as o\nS_KEY = o.environ["S_KEY"]\n'),
    ],
)  # fmt: skip
def test_languages(fumehood, write, tmp_path, name, before, after):
    write(name, before.replace("@", KEY))
    fix(fumehood)
    assert (tmp_path / name).read_text() == after


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.sh", "export API_SECRET='@'\n", 'export API_SECRET="${API_SECRET:?set it in the environment}"\n'),
        ("compose.yaml", "services:\n  a:\n    environment:\n      API_SECRET: @\n", "services:\n  a:\n    environment:\n      API_SECRET: ${API_SECRET:?}\n"),
    ],
)  # fmt: skip
def test_what_changes_for_the_caller_is_unsafe(fumehood, write, tmp_path, name, before, after):
    write(name, before.replace("@", KEY))
    fix(fumehood)
    assert (tmp_path / name).read_text() == before.replace("@", KEY)
    fix(fumehood, "--unsafe-fixes")
    assert (tmp_path / name).read_text() == after


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", "x = f'token={y}&secret_key=@'\n"),
        ("a.py", "os = 1\nAPI_SECRET = '@'\n"),
        ("a.py", "API_SECRET = '@' 'more'\n"),
        ("tests/test_a.py", "API_SECRET = '@'\n"),
        ("a.jsx", "const a = <Login apiSecret='@'/>;\n"),
        ("a.js", "const a = `secret_key=${b}`; const c = {'@': 1};\n"),
        (".env", "API_SECRET=@\n"),
    ],
)
def test_what_no_machine_should_touch(fumehood, write, tmp_path, name, text):
    write(name, text.replace("@", KEY))
    fix(fumehood, "--unsafe-fixes")
    assert (tmp_path / name).read_text() == text.replace("@", KEY)
    assert not (tmp_path / ".env.example").exists()


def test_lines_are_added_once_and_the_users_stay(fumehood, write, tmp_path):
    write(".env.example", "# ours\r\nAPI_SECRET=\r\nOTHER=1")
    write("a.py", f"API_SECRET = '{KEY}'\nNEW_SECRET = '{fill('{alnum40}', seed=8)}'\n")
    fix(fumehood)
    assert (tmp_path / ".env.example").read_bytes() == b"# ours\r\nAPI_SECRET=\r\nOTHER=1\r\nNEW_SECRET=\r\n"


def test_one_name_never_stands_for_two_values(fumehood, write, tmp_path):
    other = fill("{alnum40}", seed=8)
    write("a.py", f"API_SECRET = '{KEY}'\nd = {{'api_secret': '{other}'}}\n")
    write("b.py", f"API_SECRET = '{other}'\n")
    fix(fumehood)
    assert (tmp_path / "a.py").read_text().count("API_SECRET_2") == 1
    assert other in (tmp_path / "b.py").read_text()


def test_diff_shows_names_and_changes_nothing(fumehood, write, tmp_path):
    write("a.py", f"API_SECRET = '{KEY}'\n")
    done = fumehood("scan", ".", "--risk", "exposure", "--diff")
    assert '+API_SECRET = os.environ["API_SECRET"]' in done.out
    assert "+++ .env.example" in done.out
    assert KEY not in done.out + done.err
    assert not (tmp_path / ".env.example").exists()
