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


@pytest.mark.parametrize("text", ["", "a,b\n", "a,b\n1,2\n3\n", "a,a\n1,2\n", "a,b\n\0\1,2\n"])
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
