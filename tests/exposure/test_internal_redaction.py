"""Names of the inside leave as placeholders, and come back."""

from fumehood.cli.main import main

TEXT = (
    "ssh ops@db1.prod.corp.internal, then 10.20.3.4 and 10.20.3.5; see /home/maija/study and "
    "acme-backups.s3.eu-north-1.amazonaws.com; customer id 4821734, ticket OPS-4411. CONFIDENTIAL\n"
)
INSIDE = (
    "db1.prod.corp.internal", "10.20.3.4", "10.20.3.5", "maija", "acme-backups", "4821734", "OPS-4411",
)  # fmt: skip
ORDINARY = (
    "Listen on 127.0.0.1, see threading.local and ticket 12; version 10.2 of /usr/local is in this case 2.\n"
)


def test_names_of_the_inside_are_replaced_and_restored(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "note.txt").write_text(TEXT)
    assert main(["redact", str(tmp_path / "note.txt")]) in (0, 1)
    safe = capfd.readouterr().out
    assert not [value for value in INSIDE if value in safe]
    assert "CONFIDENTIAL" in safe
    (tmp_path / "safe.txt").write_text(safe)
    assert main(["restore", str(tmp_path / "safe.txt")]) == 0
    assert capfd.readouterr().out == TEXT


def test_what_is_nobodys_stays(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "note.txt").write_text(ORDINARY)
    main(["redact", str(tmp_path / "note.txt")])
    assert capfd.readouterr().out == ORDINARY
