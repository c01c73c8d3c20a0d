"""A twin keeps form and likeness, and no row, identifier or rare value of its source."""

import csv
import random

import pytest

pytest.importorskip("numpy")
pytest.importorskip("scipy")
pytest.importorskip("faker")

from fumehood.cli.main import main


@pytest.fixture
def source(tmp_path):
    chance = random.Random(1)
    path = tmp_path / "study.csv"
    with path.open("w", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["patient_id", "email", "age", "city", "weight"])
        for i in range(300):
            city = "Inari" if i == 7 else chance.choice(["Oulu", "Turku"])
            age = chance.randrange(18, 90)
            weight = "" if i % 9 == 0 else f"{50 + age / 3 + chance.gauss(0, 5):.1f}"
            writer.writerow([f"P{i:05d}", f"person{i}@uni.fi", age, city, weight])
    return path


def rows_of(path):
    with path.open(newline="") as handle:
        return list(csv.reader(handle))


def test_a_twin_has_the_header_and_none_of_the_rows_or_identifiers(source, tmp_path, capfd):
    out = tmp_path / "twin.csv"
    assert main(["synth", str(source), "-o", str(out), "--seed", "7"]) == 0
    real, twin = rows_of(source), rows_of(out)
    assert twin[0] == real[0]
    assert len(twin) == len(real)
    for column in (0, 1):
        assert not {r[column] for r in real[1:]} & {r[column] for r in twin[1:]}
    assert not {tuple(r[2:]) for r in real[1:]} & {tuple(r[2:]) for r in twin[1:]}
    assert {r[3] for r in twin[1:]} == {"Oulu", "Turku"}
    assert 20 <= sum(r[4] == "" for r in twin[1:]) <= 50
    assert "not guaranteed" in capfd.readouterr().err


def test_the_same_seed_gives_the_same_twin(source, tmp_path):
    outs = [tmp_path / f"{n}.csv" for n in range(3)]
    for out, seed in zip(outs, ("3", "3", "4"), strict=True):
        assert main(["synth", str(source), "-o", str(out), "--seed", seed]) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes() != outs[2].read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b\n",
        "a,b\n1,2\n3\n",
        "a,a\n1,2\n",
        "a,b\n\0\1,2\n",
        "12,3.5\n14,2.25\n99,8\n",
        "2021-03-04,a@b.fi\n2021-03-05,c@d.fi\n",
    ],
)
def test_what_is_no_table_is_a_usage_error(tmp_path, text, capfd):
    path = tmp_path / "bad.csv"
    path.write_text(text)
    assert main(["synth", str(path), "-o", str(tmp_path / "out.csv")]) == 2
    assert "error:" in capfd.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_a_table_with_too_few_possible_rows_is_refused(tmp_path):
    path = tmp_path / "small.csv"
    path.write_text("a,b\n" + "x,y\nz,y\n" * 20)
    assert main(["synth", str(path), "-o", str(tmp_path / "out.csv")]) == 4


def test_years_are_names_of_columns(tmp_path):
    path = tmp_path / "panel.csv"
    chance = random.Random(3)
    rows = [",".join(str(chance.randrange(9999)) for _ in range(4)) for _ in range(60)]
    path.write_text("\n".join(["2018,2019,2020,2021", *rows]) + "\n")
    assert main(["synth", str(path), "-o", str(tmp_path / "out.csv")]) == 0


@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
def test_a_link_to_the_source_is_the_source(source, tmp_path, link, capfd):
    before = source.read_bytes()
    getattr(tmp_path / "other.csv", link)(source)
    assert main(["synth", str(source), "-o", str(tmp_path / "other.csv")]) == 2
    assert "replace its source" in capfd.readouterr().err
    assert source.read_bytes() == before


def test_workbooks_that_cannot_be_read_say_why(tmp_path, capfd):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for n in range(300):
        book.active.append([n, f"text {n}"])
    book.save(tmp_path / "good.xlsx")
    raw = (tmp_path / "good.xlsx").read_bytes()
    cases = {
        "locked.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        "half.xlsx": (raw[: len(raw) // 2], "damaged"),
        "damaged.xlsx": (raw.replace(raw[900:1100], bytes(200)), "damaged"),
    }
    for name, (content, word) in cases.items():
        (tmp_path / name).write_bytes(content)
        assert main(["synth", str(tmp_path / name), "-o", str(tmp_path / "out.csv")]) == 2
        assert word in capfd.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_titles_above_the_header_of_a_sheet_are_left_out(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["Export of Anna Virtanen"], [], ["age", "weight", "height"]):
        book.active.append(row)
    chance = random.Random(1)
    for _ in range(80):
        book.active.append(
            [chance.randrange(18, 90), round(chance.gauss(70, 9), 1), chance.randrange(150, 200)]
        )
    book.save(tmp_path / "t.xlsx")
    assert main(["synth", str(tmp_path / "t.xlsx"), "-o", str(tmp_path / "o.csv")]) == 0
    assert rows_of(tmp_path / "o.csv")[0] == ["age", "weight", "height"]
