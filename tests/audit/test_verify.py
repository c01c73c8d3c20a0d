"""Every way to tamper with the record shows."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fumehood.audit.log import append
from fumehood.audit.record import read_line
from fumehood.audit.verify import verify


def fill(record, number=6):
    for n in range(number):
        append("decision", session="s", data={"command": f"command {n}"})
    return record.read_bytes().splitlines(keepends=True)


def words(problems):
    return " ".join(p.what for p in problems)


def test_nothing_recorded_is_nothing(record):
    assert verify().records == 0


def test_changed(record):
    rows = fill(record)
    rows[2] = rows[2].replace(b"command 2", b"command X")
    record.write_bytes(b"".join(rows))
    found = verify()
    assert [p.where for p in found.problems] == ["000001.jsonl:3"]
    assert "changed" in words(found.problems)


def test_removed(record):
    rows = fill(record)
    record.write_bytes(b"".join(rows[:2] + rows[4:]))
    assert "records 3 to 4 are missing" in words(verify().problems)


def test_inserted(record):
    rows = fill(record)
    record.write_bytes(b"".join([*rows[:3], rows[1], *rows[3:]]))
    assert "inserted" in words(verify().problems)


def test_reordered(record):
    rows = fill(record)
    rows[1], rows[3] = rows[3], rows[1]
    record.write_bytes(b"".join(rows))
    assert "reordered" in words(verify().problems)


def test_cut_off_and_written_on(record):
    rows = fill(record)
    record.write_bytes(b"".join(rows[:4]))
    assert "cut off" in words(verify().problems)
    append("decision", session="s", data={})
    assert verify().problems  # the next record does not hide it


def test_wholly_removed(record):
    fill(record)
    record.unlink()
    assert "cut off" in words(verify().problems)


def test_the_anchor_removed(record, anchor):
    fill(record)
    anchor.unlink()
    assert "anchor" in verify().problems[0].where
    append("decision", session="s", data={})
    assert "anchor was missing" in words(verify().problems)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_edit_of_a_byte_goes_unseen(record, data):
    if not record.exists():
        fill(record)
    whole = record.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda b: b != whole[at]))
    record.write_bytes(whole[:at] + bytes([byte]) + whole[at + 1 :])
    try:
        assert verify().problems
    finally:
        record.write_bytes(whole)


@given(st.binary(max_size=300))
def test_any_line_can_be_read(raw):
    assert read_line(raw) is None
