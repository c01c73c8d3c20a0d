"""Redact and restore: what leaves holds no value, what comes back is the same to the byte."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.core.errors import IncompleteError, UsageError
from fumehood.exposure.generators import fill
from fumehood.exposure.redaction.placeholder import PLACEHOLDER, may_begin_at
from fumehood.exposure.redaction.redact import Redactor
from fumehood.exposure.redaction.restore import Restorer, StreamRestorer
from fumehood.exposure.redaction.stream import StreamRedactor
from fumehood.exposure.redaction.vault import Vault, opened

TOKEN = "ghp_" + fill("{with-checksum}")
PASSWORD = "s3cr3t-" + "Xq81zzP!k"
KEY = fill("{private-key}") + "\n"
TEXTS = [
    f"token = {TOKEN}\n",
    f'{{"password": "{PASSWORD}", "n": 1}}',
    f"password: {PASSWORD}\r\nand again {PASSWORD}, twice\r\n",
    f"\ufeffAPI_TOKEN={TOKEN}",
    f"emoji 👩‍🔬 ü {TOKEN} end without newline",
    KEY,
    "nothing here\n",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_round_trip_is_byte_identical_and_shows_nothing(text):
    vault = Vault()
    safe = Redactor(vault).text(text)
    assert TOKEN not in safe
    assert PASSWORD not in safe
    assert Restorer(vault).text(safe) == text


def test_the_same_value_has_the_same_placeholder_and_redacting_twice_changes_nothing():
    vault = Vault()
    first = Redactor(vault).text(f"token = {TOKEN}\n")
    second = Redactor(vault).text(f"later in prose: {TOKEN}.\n")
    assert PLACEHOLDER.search(first)[0] == PLACEHOLDER.search(second)[0]
    assert Redactor(vault).text(first) == first
    assert Redactor(Vault()).text(f"token = {TOKEN}\n") != first


def test_a_private_key_is_one_placeholder():
    safe = Redactor(Vault()).text(KEY)
    assert len(PLACEHOLDER.findall(safe)) == 1
    assert KEY.splitlines()[1] not in safe


def test_a_placeholder_survives_quoting_of_every_kind():
    import json
    import shlex
    from urllib.parse import quote

    word = PLACEHOLDER.search(Redactor(Vault()).text(f"token = {TOKEN}"))[0]
    assert json.dumps(word) == f'"{word}"'
    assert shlex.quote(word) == word == quote(word)
    assert len(word) <= 64


def test_only_placeholders_of_this_vault_are_restored():
    vault = Vault()
    Redactor(vault).text(f"token = {TOKEN}")
    typed = "FH_GITHUB_TOKEN_abcdefgh2345 and FH_X and FH_"
    assert Restorer(vault).text(typed) == typed


@pytest.mark.parametrize("at", range(1, 20))
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n    "])
def test_a_line_break_in_a_placeholder_is_joined(at, end):
    vault = Vault()
    word = vault.placeholder("github-token", TOKEN)
    assert Restorer(vault).text(f"see {word[:at]}{end}{word[at:]} there") == f"see {TOKEN} there"


def test_values_are_escaped_where_they_go():
    vault = Vault()
    word = vault.placeholder("password", 'a"b\\c\n$(x)')
    assert Restorer(vault, "json").text(f'"{word}"') == '"a\\"b\\\\c\\n$(x)"'
    assert Restorer(vault, "shell").text(f"echo {word}") == "echo 'a\"b\\c\n$(x)'"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=60))
def test_streams_give_what_whole_texts_give(cuts):
    text = "\n".join(TEXTS)
    vault = Vault()
    whole = Redactor(vault).text(text)
    redact, restore = StreamRedactor(Redactor(vault)), StreamRestorer(Restorer(vault))
    pieces, at = [], 0
    for cut in cuts:
        pieces.append(text[at : at + cut])
        at += cut
    safe = "".join([*(redact.feed(p) for p in pieces), redact.feed(text[at:]), redact.finish()])
    assert TOKEN not in safe
    assert PASSWORD not in safe
    out, at = [], 0
    for cut in cuts:
        out.append(restore.feed(whole[at : at + cut]))
        at += cut
    assert "".join([*out, restore.feed(whole[at:]), restore.finish()]) == text


def test_every_cell_of_a_personal_column_is_replaced_and_the_table_stays_one():
    people = [
        ("Aino Korhonen", "Eetu Laine", "Helmi Niemi", "Onni Salo", "Oona Rinne")[i % 5] for i in range(40)
    ]
    lines = ["id;name;phone;score", *(f'{i};"{p}";+358 40 55512{i:02};{i % 7}' for i, p in enumerate(people))]
    text = "\r\n".join(lines) + "\r\n"
    vault = Vault()
    safe = Redactor(vault).text(text, path="people.csv", language="csv")
    assert not any(p in safe for p in people)
    assert "+358" not in safe
    assert [len(line.split(";")) for line in safe.splitlines()] == [4] * 41
    assert safe.splitlines()[0] == lines[0]
    assert [line.split(";")[3] for line in safe.splitlines()[1:]] == [str(i % 7) for i in range(40)]
    assert Restorer(vault).text(safe) == text


VALUES = [
    TOKEN,
    PASSWORD,
    fill("{finnish-id}"),
    "Aino Korhonen",
    "+358 40 555 1234",
    "aino.k@postilaatikko.fi",
]
CARRIERS = [
    f"token = {TOKEN}", f"password: {PASSWORD}", f"participant {VALUES[2]} answered", f"Patient {VALUES[3]} was admitted",
    f"call {VALUES[4]} now", f"mail to {VALUES[5]} today", "nothing", "", '{"a": [1, 2, 3], "b": "c"}', "kind: Secret",
]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(CARRIERS), min_size=1, max_size=8),
    st.sampled_from(["\n", "\r\n", " . "]),
    st.lists(st.integers(1, 40), max_size=40),
)
def test_no_value_leaks_wherever_a_stream_is_cut(lines, end, cuts):
    text = end.join(lines)
    vault = Vault()
    stream = StreamRedactor(Redactor(vault))
    pieces, at = [], 0
    for cut in cuts:
        pieces.append(text[at : at + cut])
        at += cut
    safe = "".join([*(stream.feed(p) for p in pieces), stream.feed(text[at:]), stream.finish()])
    whole = Redactor(Vault()).text(text)
    assert end == " . " or not [v for v in VALUES if v in whole]
    assert not [v for v in VALUES if v in safe and v not in whole]
    assert Restorer(vault).text(safe) == text


@pytest.mark.parametrize("size", [1000, 7000, 70_000])
def test_a_line_without_an_end_leaves_in_parts_and_no_value_is_cut(size):
    words = "".join(f"word{i} " for i in range(30_000))
    text = "".join(
        words[i : i + 9000] + f"token = {TOKEN} and Patient Aino Korhonen " for i in range(0, 200_000, 9000)
    )
    vault = Vault()
    stream = StreamRedactor(Redactor(vault))
    parts = [stream.feed(text[i : i + size]) for i in range(0, len(text), size)]
    held = len(text) - sum(map(len, parts))
    safe = "".join([*parts, stream.finish()])
    assert held < 150_000
    assert TOKEN not in safe
    assert "Korhonen" not in safe
    assert Restorer(vault).text(safe) == text


def test_the_line_above_is_still_seen_in_a_stream():
    stream = StreamRedactor(Redactor(Vault()))
    safe = stream.feed("Best regards,\n") + stream.feed("Aino Korhonen\n") + stream.finish()
    assert "Korhonen" not in safe


def test_known_values_are_found_again_as_whole_words_only():
    vault = Vault()
    for i in range(40):  # more than are searched for one by one
        vault.placeholder("password", f"{PASSWORD}{i}x")
    safe = Redactor(vault).text(f"see {PASSWORD}7x, {PASSWORD}7xy and _{PASSWORD}8x")
    assert f" {PASSWORD}7x," not in safe
    assert f"{PASSWORD}7xy" in safe
    assert f"_{PASSWORD}8x" in safe


@given(st.text(alphabet="FH_AZaz27 \n\r.", max_size=120))
def test_what_is_held_back_is_bounded(text):
    held = len(text) - may_begin_at(text)
    assert 0 <= held <= 120


def test_the_vault_is_encrypted_private_and_ends_up_with_every_value(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = str(tmp_path / "vault")

    def add(i):
        with opened(path, create=True) as vault:
            return vault.placeholder("password", f"{PASSWORD}{i}")

    with ThreadPoolExecutor(4) as pool:
        words = list(pool.map(add, range(12)))
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    with open(path, "rb") as file:
        assert PASSWORD.encode() not in file.read()
    with opened(path, create=False) as vault:
        assert [vault.value(word) for word in words] == [f"{PASSWORD}{i}" for i in range(12)]


@pytest.mark.parametrize("raw", [b"", b"something else", b"fumehood-vault-1\n" + b"x" * 60])
def test_a_damaged_vault_is_an_error_and_stays(tmp_path, monkeypatch, raw):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "vault"
    path.write_bytes(raw)
    with pytest.raises(UsageError), opened(str(path), create=True):
        pass
    assert path.read_bytes() == raw


def test_a_vault_that_was_cut_off_is_an_error_and_stays(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "vault"
    with opened(str(path), create=True) as vault:
        vault.placeholder("password", PASSWORD)
    whole = path.read_bytes()
    for size in (len(whole) - 1, 40, 20):
        path.write_bytes(whole[:size])
        with (
            pytest.raises(UsageError, match=r"cut off|cannot be opened") as error,
            opened(str(path), create=True),
        ):
            pass
        assert error.value.remedy
        assert path.read_bytes() == whole[:size]


def test_a_vault_in_use_is_named(tmp_path, monkeypatch):
    from fumehood.exposure.redaction import vault as module

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(module, "_PATIENCE", 0.0)
    path = str(tmp_path / "vault")
    with (
        opened(path, create=True),
        pytest.raises(IncompleteError, match="in use by another process"),
        opened(path, create=True),
    ):
        pass


def test_a_vault_of_another_project_restores_nothing_and_says_so():
    word = PLACEHOLDER.search(Redactor(Vault()).text(f"token = {TOKEN}"))[0]
    other = Restorer(Vault())
    assert other.text(f"use {word} and {word}") == f"use {word} and {word}"
    assert other.foreign == {word}
    assert other.count == 0


def test_a_vault_that_cannot_be_written_loses_no_text(tmp_path):
    command = os.path.join(os.path.dirname(sys.executable), "fumehood")
    (tmp_path / "file").write_text("x")
    done = subprocess.run(
        [command, "redact", "-", "--vault", "file/v"],
        input=f"k = {TOKEN}".encode(),
        capture_output=True,
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]},
    )
    assert done.returncode in (2, 4)
    assert done.stdout == b""
    assert b"--vault" in done.stderr
    assert TOKEN.encode() not in done.stderr


@pytest.mark.parametrize("carrier", ["json", "yaml", "shell", "url"])
def test_a_placeholder_goes_through_what_reads_and_writes_it(carrier):
    import json
    import shlex
    from urllib.parse import parse_qs, urlencode

    import yaml

    vault = Vault()
    word = vault.placeholder("some very long name of a rule that goes on and on and on and on", TOKEN)
    sent = {
        "json": lambda: json.loads(json.dumps({"a": [word]}))["a"][0],
        "yaml": lambda: yaml.safe_load(yaml.safe_dump({"a": word}))["a"],
        "shell": lambda: (
            subprocess.run(["sh", "-c", f"printf %s {word}"], capture_output=True, text=True).stdout
        ),
        "url": lambda: parse_qs(urlencode({"a": word}))["a"][0],
    }[carrier]()
    assert Restorer(vault).text(sent) == TOKEN
    assert shlex.quote(word) == word


def test_the_commands(tmp_path):
    command = os.path.join(os.path.dirname(sys.executable), "fumehood")
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}

    def run(*words, stdin):
        return subprocess.run(
            [command, *words], input=stdin, capture_output=True, cwd=tmp_path, env=environment
        )

    text = f"k = {TOKEN}\r\n".encode() + b"latin \xe9 bytes"
    redacted = run("redact", "-", "--vault", "v", stdin=text)
    assert redacted.returncode == 0
    assert TOKEN.encode() not in redacted.stdout + redacted.stderr
    assert run("restore", "-", "--vault", "v", stdin=redacted.stdout).stdout == text
    assert run("restore", "-", "--vault", "none", stdin=b"x").returncode == 2
    assert run("redact", "-", stdin=b"a\0b").returncode == 4
    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert not any(TOKEN.encode() in p.read_bytes() for p in files)
