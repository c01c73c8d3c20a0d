"""Tables that are no text: each format is read by column, and what cannot be read is named with a remedy."""

import base64
import os
import sqlite3
import zlib

import openpyxl
import pyarrow.feather
import pyarrow.parquet
import pytest

from fumehood.core.file_result import inspect_file
from fumehood.core.read_file import LARGEST
from fumehood.exposure.generators import fill, generate
from fumehood.exposure.guard import ExposureGuard

HEADERS = ["nro", "koodi", "score"]
IDS = [generate("finnish-id", 0, i) for i in range(40)]
ROWS = [[i, value, i % 7] for i, value in enumerate(IDS)]
SPSS = (
    "eNpTcfMxctBQ1lQIDggOVnBxDHFUcPP0cVXQVcgoKSkottLXT88syShN0kvOz9UPz6xKLErxTUzWD0pNTAkuSSxRYGJgYGBm"
    "QAAeOCvSwchEwS+/TMHIzNDUytjIysBMgUIANBVkHy8QM8Ks4WUE4zBDiBJOoJBbaU6OQl5ibiqQD1L/HwhgyhllGcEYZiQT"
    "TBxKM3GwgnGYEUSeFShWnJxfBDKLHepXFiDmAGIRJH+D7GCEmgMy8+VfBgZ2JLXMUDX//7//D6Xr/0H57FCzQHpB9oWGuOla"
    "gAS5oQawQS3hQLKQA6qBHSlAQOrDDG3LDDnDjGzLjEBSAlClTEh+hMXRc2jEOWbm5SuEZRaVJOal5kGCGQg+2DvlK7hmowY/"
    "CDg4Vyq4JGbkoIlzOLiWJSr4lOaloIoLOAx18wFSoYYs"
)


def columns():
    return dict(zip(HEADERS, map(list, zip(*ROWS, strict=True)), strict=True))


def write_workbook(path):
    book = openpyxl.Workbook()
    book.active.append(["Tutkimus 5"])
    for row in ([], HEADERS, *ROWS):
        book.active.append(row)
    book.save(path)


def write_database(path):
    with sqlite3.connect(path) as database:
        database.execute('CREATE TABLE "the people" (nro, koodi, score)')
        database.executemany('INSERT INTO "the people" VALUES (?, ?, ?)', ROWS)
    database.close()


WRITERS = {
    "a.parquet": lambda path: pyarrow.parquet.write_table(pyarrow.table(columns()), path),
    "a.feather": lambda path: pyarrow.feather.write_feather(pyarrow.table(columns()), path),
    "a.xlsx": write_workbook,
    "a.sqlite": write_database,
}


def look(folder, name):
    return inspect_file(str(folder), name, [ExposureGuard(b"k" * 32)], ignored=False)


@pytest.mark.parametrize("name", WRITERS)
def test_identity_numbers_under_a_header_that_says_nothing(tmp_path, name):
    WRITERS[name](tmp_path / name)
    result = look(tmp_path, name)
    (finding,) = result.findings
    assert (finding.rule, finding.evidence["column"]) == ("FHE201", "koodi")
    assert not [value for value in IDS if value in str(result)]
    assert not result.problems


def test_the_sheet_and_the_row_are_named(tmp_path):
    write_workbook(tmp_path / "a.xlsx")
    (finding,) = look(tmp_path, "a.xlsx").findings
    assert finding.evidence["table"] == "Sheet"
    assert finding.location.line == 3


def test_a_hidden_sheet_with_keys(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.create_sheet("keys")
    sheet.sheet_state = "hidden"
    for row in (["service", "note"], ["git", fill("ghp_{with-checksum30}")], ["mail", "none"]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    (finding,) = look(tmp_path, "a.xlsx").findings
    assert (finding.rule, finding.location.line, finding.evidence["table"]) == ("FHE105", 2, "keys")


def test_a_label_says_what_the_name_does_not(tmp_path):
    pytest.importorskip("pyreadstat")
    (tmp_path / "a.sav").write_bytes(zlib.decompress(base64.b64decode(SPSS)))
    (finding,) = look(tmp_path, "a.sav").findings
    assert (finding.rule, finding.evidence["column"], finding.evidence["label"]) == (
        "FHE206",
        "v1",
        "Full name",
    )


def test_views_and_virtual_tables_are_not_run(tmp_path):
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("CREATE VIEW people AS SELECT load_extension('x') AS hetu")
    database.close()
    result = look(tmp_path, "a.db")
    assert (result.findings, result.problems) == ([], [])


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "password-protected"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "save it as"),
        ("a.parquet", b"PAR1\0\0\0\0 no footer PAR1", "damaged"),
        ("a.sqlite", b"SQLite format 3\0" + bytes(600), ""),
        ("a.sav", b"$FL2\0" + bytes(600), "damaged"),
        ("a.xlsx", b"PK\x03\x04\0\0" + bytes(100), "damaged"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path, name, raw, reason):
    (tmp_path / name).write_bytes(raw)
    result = look(tmp_path, name)
    assert not result.findings
    assert [p for p in result.problems if reason in p] or not reason


def test_other_files_with_the_ending_of_a_database_are_left_alone(tmp_path):
    (tmp_path / "Thumbs.db").write_bytes(bytes(200))
    assert look(tmp_path, "Thumbs.db").problems == []


def test_a_large_table_is_read_in_pieces(tmp_path):
    row = "12345;+358 40 1234567;x\n"
    line = LARGEST // len(row) + 10
    with open(tmp_path / "big.csv", "w") as file:
        file.write("nro;puhelin;x\n")
        file.writelines([row] * line)
        file.write(fill("1;2;api_key={alnum40}\n"))
    result = look(tmp_path, "big.csv")
    assert os.path.getsize(tmp_path / "big.csv") > LARGEST
    assert {(f.rule, f.location.line) for f in result.findings} == {("FHE205", 1), ("FHE182", line + 2)}
    assert not result.problems


def test_ten_thousand_columns(tmp_path):
    head = ",".join([f"c{i}" for i in range(9_999)] + ["email"])
    rows = "".join(",".join(["1"] * 9_999 + [f"ann{i}@web{i}.fi"]) + "\n" for i in range(20))
    (tmp_path / "wide.csv").write_text(f"{head}\n{rows}")
    assert [f.evidence.get("column") for f in look(tmp_path, "wide.csv").findings] == ["email"]
