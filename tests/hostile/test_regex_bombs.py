"""Texts that make a careless pattern quadratic or worse. Each is about as long as an ordinary large file."""

import pytest

N = 50_000
LENGTH = 200_000
"""Characters of each text that are used: enough for minutes where a pattern is quadratic."""
BOMBS = {
    "comment openings": "<!--" * N,
    "comment openings, words": "<!-- ai " * N,
    "link references": "[//]: # (" * N,
    "reference brackets": "[" * N + "\n" + "[a]: " * N,
    "blanks": " " * 400_000 + "x",
    "blank lines": "\n" * 400_000,
    "tabs and blanks": " \t" * 200_000,
    "equals": "password=" * N,
    "quotes": "password = '" * N,
    "backslashes": "'" + "\\" * 400_000,
    "escaped quotes": "'" + "\\'" * 200_000,
    "url": "https://" * N,
    "url, user": "postgres://" + "a:" * N,
    "at signs": "a@" * 100_000,
    "dots": "a." * 200_000,
    "dashes": "-" * 400_000,
    "key header": "-----BEGIN " * N,
    "key header, no end": "-----BEGIN RSA PRIVATE KEY-----\n" * 10_000,
    "base64": "QUJD" * 100_000,
    "hex": "deadbeef" * N,
    "percent": "%41" * 100_000,
    "jwt": "eyJ" * 100_000,
    "jwt dots": "eyJhbGciOiJIUzI1NiJ9." * 20_000,
    "token prefixes": "gh" + ("p_gh" * 100_000),
    "one letter": "a" * 400_000,
    "digits": "1" * 400_000,
    "zero width": "a\u200b" * 100_000,
    "mixed scripts": "аb" * 100_000,
    "combining": "a" + "\u0301" * 100_000,
    "tags": "\U000e0041" * 50_000,
    "bidi": "\u202e" * 100_000,
    "variation selectors": "\ufe0f" * 100_000,
    "escape sequences": "\x1b[" * 100_000,
    "css": "<p style='" + "display:" * N,
    "tags of html": "<span hidden>" * 30_000,
    "fences": "```\n" * 100_000,
    "backticks": "`" * 400_000,
    "install": "pip install " * 30_000,
    "install, continued": "pip install \\\n" * 30_000,
    "requirements": "a" * 200 + "==1;" * N,
    "extras": "a[" * N,
    "shell": "$(" * N,
    "instruction words": "ignore previous " * 30_000,
    "instruction, split": "ignore " + "the " * 80_000 + "instructions",
    "spaced letters": "i g n o r e " * 30_000,
    "prompt": "system: " * N,
    "comments": "# ai: " * N,
    "slashes": "/*" * 100_000 + "*/",
    "sql": "SELECT " * N,
    "braces": "{" * 100_000 + "}" * 100_000,
    "commas": "," * 400_000,
    "csv quotes": '"' * 399_999,
    "ip numbers": "1.2.3." * 60_000,
}
SUFFIXES = (".md", ".py", ".txt", ".html", ".sh", ".yaml", ".json", ".js", ".csv")


@pytest.mark.parametrize("case", BOMBS)
def test_it_ends(case, put, scan, flaw):
    bomb = BOMBS[case][:LENGTH]
    for suffix in SUFFIXES:
        put(f"bomb{suffix}", bomb)
    put("requirements.txt", bomb)
    put("Dockerfile", "FROM x\nRUN " + bomb)
    put("CLAUDE.md", bomb)
    put(".env", bomb)
    put("ok.py", flaw)
    outcome = scan("--no-cache", code=1)
    assert outcome.lines("ok.py", "FHC") == {5}
    assert outcome.report["summary"]["files"] + len(outcome.unscanned) >= len(SUFFIXES) + 5
