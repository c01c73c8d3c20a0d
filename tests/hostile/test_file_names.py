"""File names that attack the reader, the report or the command line."""

import os

import pytest

NAMES = {
    "newline": "a\nb.py",
    "carriage return": "a\rb.py",
    "escape": "a\x1b[31mred\x1b]0;title\x07.py",
    "bidi": "a\u202egpj.py",
    "tag": "a\U000e0041\U000e0042.py",
    "leading dash": "--fix.py",
    "leading at": "@file.py",
    "quotes": "a'b\"c`d.py",
    "markup": "<img src=x onerror=alert(1)>.py",
    "workflow command": "a::error file=x,line=1::b.py",
    "percent": "a%0Ab%s{x}.py",
    "blanks": " a b .py",
    "backslash": "a\\b.py",
    "long": "n" * 250 + ".py",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_the_file_is_scanned(name, put, scan, flaw):
    put(name, flaw)
    outcome = scan(code=1)
    assert len({f["path"] for f in outcome.report["findings"]}) == 1
    assert {f["line"] for f in outcome.report["findings"] if f["rule"].startswith("FHC")} == {5}


def test_all_of_them_in_every_format(put, every_format, flaw):
    for name in NAMES.values():
        put(name, flaw)
    texts = every_format()
    assert "<img src=x" not in texts["r.html"]
    commands = [
        line
        for line in texts["github"].splitlines()
        if line.startswith(("::error ", "::warning ", "::notice "))
    ]
    assert len(commands) >= len(NAMES)
    others = [line for line in texts["github"].splitlines() if line not in commands]
    assert len(others) <= 1, "nothing but commands and the closing line"
    assert not any(line.startswith("::error file=x,line=1") for line in commands)


def test_bytes_that_are_not_utf8(tree, scan, every_format, flaw):
    names = [b"caf\xe9.py", b"caf\xe8.py", b"\xff\xfe.py"]
    for name in names:
        with open(os.path.join(os.fsencode(tree), name), "w") as file:
            file.write(flaw)
    outcome = scan(code=1)
    found = [f for f in outcome.report["findings"] if f["rule"].startswith("FHC")]
    assert len(found) == len(names)
    assert len({f["id"] for f in found}) == len(names), "ids must stay apart"
    every_format()


def test_such_a_folder_as_argument(tree, put, fumehood, sound, flaw):
    put("-x/a.py", flaw)
    outcome = fumehood("scan", "--format", "json", "--", "-x", cwd=tree)
    sound(outcome)
    assert outcome.code == 1
