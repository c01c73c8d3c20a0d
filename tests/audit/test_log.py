"""The record: private, in order, whole after crashes, and without secrets."""

import json
import os
import stat
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fumehood.audit import log
from fumehood.audit.errors import AuditError
from fumehood.audit.obvious import suspicious
from fumehood.audit.shapes import hide
from fumehood.audit.verify import lines, verify


def add(number=1, **data):
    for n in range(number):
        log.append("decision", session="s", agent="claude", project="/p", data={"number": n, **data})


def test_a_record_is_a_line_chained_to_the_one_before(record, anchor):
    add(3)
    rows = [json.loads(line) for line in record.read_text().splitlines()]
    assert [row["n"] for row in rows] == [1, 2, 3]
    assert [row["prev"] for row in rows] == ["0" * 64, rows[0]["hash"], rows[1]["hash"]]
    assert json.loads(anchor.read_text())["hash"] == rows[2]["hash"]
    assert verify().problems == ()


def test_nobody_else_may_read_it(record, anchor):
    add()
    assert stat.S_IMODE(record.stat().st_mode) == stat.S_IMODE(anchor.stat().st_mode) == 0o600
    assert stat.S_IMODE(record.parent.stat().st_mode) == 0o700


def test_several_processes_write_one_chain():
    code = (
        "from fumehood.audit.log import append\n"
        "for n in range(50): append('decision', session='s', data={'n': n})"
    )
    running = [subprocess.Popen([sys.executable, "-c", code], env=os.environ) for _ in range(4)]
    assert [one.wait(60) for one in running] == [0] * 4
    found = verify()
    assert (found.records, found.problems) == (200, ())


def test_the_chain_runs_through_segments(record, monkeypatch):
    monkeypatch.setattr(log, "SEGMENT", 1_000)
    add(20)
    assert len(list(record.parent.iterdir())) > 3
    assert (verify().records, verify().problems) == (20, ())
    record.unlink()
    assert "missing before record" in verify().problems[0].what


def test_half_a_line_of_a_crash_is_recovered_and_said(record):
    add(2)
    with record.open("a") as file:
        file.write('{"agent":"cla')
    assert verify().problems
    add(1)
    found = verify()
    assert found.problems == ()
    assert "half a line" in found.notices[0].what
    assert found.records == 4  # and the record about the recovery


def test_a_record_that_the_anchor_does_not_know_yet_is_taken_over(record, anchor):
    add(1)
    old = anchor.read_bytes()
    add(1)
    anchor.write_bytes(old)
    assert verify().problems == ()
    add(1)
    assert (verify().records, verify().problems) == (3, ())


def test_a_full_disk_raises_and_leaves_the_record_whole(record):
    add(1)
    before = record.read_bytes()
    code = (
        "import resource, signal\n"
        "from fumehood.audit.errors import AuditError\n"
        "from fumehood.audit.log import append\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 50},) * 2)\n"
        "try: append('decision', session='s', data={})\n"
        "except AuditError as error: raise SystemExit(7 if error.remedy else 1)"
    )
    assert subprocess.run([sys.executable, "-c", code], env=os.environ).returncode == 7
    assert record.read_bytes() == before
    assert verify().problems == ()


def test_a_folder_that_cannot_be_written_raises(tmp_path):
    (tmp_path / "state").write_text("a file stands here")
    with pytest.raises(AuditError, match="cannot be"):
        add()


def test_a_link_is_not_followed(record, tmp_path):
    record.parent.mkdir(parents=True)
    record.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(AuditError):
        add()
    assert not (tmp_path / "elsewhere").exists()


def test_values_of_any_kind_and_size_are_recorded():
    endless = []
    endless.append(endless)
    add(
        1,
        text="x" * 100_000,
        bad="\udcff\0\x1b",
        deep=endless,
        numbers=[float("nan"), 1.5],
        odd={1, 2},
        b=b"x",
    )
    record = next(lines()).record
    assert record["data"]["text"].endswith("more characters")
    assert record["data"]["numbers"] == ["nan", 1.5]
    assert verify().problems == ()


TOKEN = "gh" + "p_" + "a1B2" * 9
SECRETS = [
    (f"curl -H 'Authorization: Bearer {TOKEN}' https://example.org", TOKEN),
    ("mysql -u root -p" + "hunter2x db", "hunter2x"),
    ("curl -u alice:" + "hunter2x https://example.org", "hunter2x"),
    ("git clone https://alice:" + "hunter2x@example.org/x.git", "hunter2x"),
    ("PGPASSWORD=" + "hunter2x psql", "hunter2x"),
    ("deploy --api-key " + "hunter2x now", "hunter2x"),
    ("echo '" + '{"db_password": "' + "hunter2x" + "\"}' > x", "hunter2x"),
    ("-----BEGIN " + "RSA PRIVATE KEY-----\nAAAAhunter2x\n-----END", "hunter2x"),
]


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_no_secret_reaches_the_disk(record, text, secret):
    add(1, command=text, nested={"lines": [text]})
    assert secret not in record.read_text()


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "password",
                    "token=",
                    "secret:",
                    "api_key=",
                    "Authorization:",
                    "Bearer",
                    "",
                    "curl",
                    "-u",
                    "a:b",
                    "mysql",
                    "-phunter2",
                    "https://u:pw@h",
                    "AKIA",
                    "sk-",
                    "xoxb-",
                    "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0",
                    "--client-secret=x",
                    "-----BEGIN",
                    "PRIVATE",
                    "KEY-----",
                    "cookie:",
                    "dsn=",
                    "hf_",
                    "npm_",
                    "pypi-",
                    "SG.",
                    "toKen=",
                    "paſs=",
                    "session_key='a",
                    "b'",
                    "x-api-key:",
                    "credential",
                    "signing-key=",
                ]
            ),
            st.text("aZ09=_-:@/ \n'\"", max_size=25),
        ),
        max_size=8,
    )
)
def test_the_quick_look_misses_nothing_that_would_be_hidden(parts):
    for text in (" ".join(parts), "".join(parts)):
        assert suspicious(text) or hide(text) == text


def test_a_value_is_covered_by_the_name_of_its_key(record):
    add(1, password="plain words", api_key="abc", keys=3)
    assert "plain words" not in record.read_text()
    assert '"keys":3' in record.read_text()


@pytest.mark.parametrize(
    "text",
    [
        "git commit -m 'token bucket'",
        "rm -rf build",
        "echo $TOKEN",
        "export KEY=$(cat x)",
        "ls --author=me",
        "pytest -k key",
    ],
)
def test_plain_commands_stay_as_they_are(text):
    add(1, command=text)
    assert next(lines()).record["data"]["command"] == text
