"""Each mode learns what it says and no more; reports say what was measured."""

import csv
import datetime as dt
import html
import json
import random

import pytest

pytest.importorskip("numpy")
pytest.importorskip("scipy")
pytest.importorskip("faker")

from fumehood.cli.main import main

CLINICS = {"OUL": "Oulu", "TKU": "Turku", "HEL": "Helsinki"}


def study(path, rows):
    chance = random.Random(2)
    with path.open("w", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["pid", "age", "code", "clinic", "start", "end", "score"])
        for i in range(rows):
            code = chance.choice(list(CLINICS))
            start = dt.date(2022, 1, 1) + dt.timedelta(days=chance.randrange(700))
            end = start + dt.timedelta(days=chance.randrange(60))
            age = chance.randrange(18, 90)
            score = "" if chance.random() < 0.1 else round(age * 1.5 + chance.gauss(0, 9), 1)
            writer.writerow([f"P{i:06d}", age, code, CLINICS[code], start, end, score])
    return path


@pytest.fixture
def source(tmp_path):
    return study(tmp_path / "study.csv", 800)


def twin(source, *arguments):
    out = source.with_name("twin.csv")
    assert main(["synth", str(source), "-o", str(out), "--seed", "5", *arguments]) == 0
    with out.open(newline="") as handle:
        return list(csv.DictReader(handle))


def test_a_copula_keeps_what_always_holds_between_columns(source):
    rows = twin(source)
    assert all(CLINICS[r["code"]] == r["clinic"] for r in rows)
    assert all(r["start"] <= r["end"] for r in rows)


def test_marginal_leaves_columns_independent(source):
    assert any(CLINICS[r["code"]] != r["clinic"] for r in twin(source, "--mode", "marginal"))


def test_schema_tells_ranges_rounded_outward_and_nothing_else(source):
    rows = twin(source, "--mode", "schema")
    assert not any(r["score"] == "" for r in rows)
    assert {r["start"][:4] for r in rows} <= {"2022", "2023"}
    ages = [int(r["age"]) for r in rows]
    assert 10 <= min(ages) < 18
    assert 85 <= max(ages) <= 90


def test_dp_needs_rows_and_bounds(source, tmp_path, capfd):
    out = tmp_path / "twin.csv"
    assert main(["synth", str(source), "-o", str(out), "--mode", "dp"]) == 2
    assert "5,000 rows" in capfd.readouterr().err
    large = study(tmp_path / "large.csv", 5000)
    pytest.importorskip("opendp")
    assert main(["synth", str(large), "-o", str(out), "--mode", "dp"]) == 2
    assert "missing for: age, start, end, score" in capfd.readouterr().err
    assert main(["synth", str(large), "-o", str(out), "--mode", "dp", "--bounds", "agee=0:1"]) == 2
    assert "no column 'agee'" in capfd.readouterr().err
    assert not out.exists()


def test_dp_stays_within_its_budget_and_its_bounds(tmp_path, capfd):
    pytest.importorskip("opendp")
    source = study(tmp_path / "large.csv", 5000)
    bounds = ["age=0:120", "start=2020-01-01:2026-01-01", "end=2020-01-01:2026-01-01", "score=0:200"]
    report = tmp_path / "figures.json"
    options = [word for bound in bounds for word in ("--bounds", bound)]
    rows = twin(source, "--mode", "dp", *options, "--epsilon", "2", "--report", str(report))
    figures = json.loads(report.read_text())
    assert 0 < figures["epsilon"] <= 2
    assert figures["delta"] <= 1e-6
    assert all(0 <= int(r["age"]) <= 120 for r in rows if r["age"])
    assert set(CLINICS) >= {r["code"] for r in rows} - {"other", ""}
    assert not {r["pid"] for r in rows} & {f"P{i:06d}" for i in range(5000)}
    assert "epsilon 2" in capfd.readouterr().err


def test_the_page_is_self_contained_and_names_no_rare_value(source):
    with source.open("a") as handle:
        handle.write("P999999,44,ZZZ,Utsjoki,2022-05-05,2022-06-06,50.0\n")
    page = source.with_name("twin.html")
    twin(source, "--report", str(page))
    text = html.unescape(page.read_text())
    assert "default-src 'none'" in text
    assert "<script" not in text
    assert "http" not in text.replace("http-equiv", "")
    assert "Utsjoki" not in text
    assert "What this does not promise" in text
    assert text.count("<svg") == 6 + 2


def test_attacks_are_measured_and_what_always_holds_is_said(source, capfd):
    report = source.with_name("figures.json")
    twin(source, "--report", str(report))
    figures = json.loads(report.read_text())
    assert 0.35 < figures["membership"] < 0.65
    assert abs(figures["guessed"] - figures["guessed_of_strangers"]) < 0.2
    assert {"code decides clinic", "start ≤ end"} <= set(figures["kept"])
    assert "members told from strangers" in capfd.readouterr().err


def test_a_workbook_of_several_sheets_says_which_it_read(tmp_path, capfd):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    chance = random.Random(1)
    for row in (["age", "weight"], *([chance.randrange(18, 90), chance.gauss(70, 9)] for _ in range(60))):
        book.active.append(row)
    book.create_sheet("visits").append(["day"])
    book.save(tmp_path / "t.xlsx")
    assert main(["synth", str(tmp_path / "t.xlsx"), "-o", str(tmp_path / "o.xlsx")]) == 0
    assert "1 other is not in the twin" in capfd.readouterr().err


def test_a_table_too_wide_for_a_copula_says_so(tmp_path, capfd):
    chance = random.Random(1)
    path = tmp_path / "wide.csv"
    lines = [",".join(str(chance.randrange(50)) for _ in range(500)) for _ in range(12)]
    path.write_text("\n".join([",".join(f"c{i}" for i in range(500)), *lines]) + "\n")
    assert main(["synth", str(path), "-o", str(tmp_path / "out.csv"), "--seed", "1"]) == 0
    assert "too wide for a copula" in capfd.readouterr().err


@pytest.mark.parametrize("bounds", ["age", "age=1", "age=9:3", "age=a:b", "=1:2"])
def test_bounds_that_are_none_are_a_usage_error(source, bounds, capfd):
    pytest.importorskip("opendp")
    study(source, 5000)
    out = source.with_name("o.csv")
    every = [
        "--bounds",
        "start=2020-01-01:2026-01-01",
        "--bounds",
        "end=2020-01-01:2026-01-01",
        "--bounds",
        "score=0:9",
    ]
    assert main(["synth", str(source), "-o", str(out), "--mode", "dp", *every, "--bounds", bounds]) == 2
    assert "--bounds age=0:120" in capfd.readouterr().err


def test_a_large_table_is_learnt_from_a_sample_and_written_in_parts(source, monkeypatch, capfd):
    from fumehood.exposure.synth import large

    monkeypatch.setattr(large, "WHOLE", 1000)
    monkeypatch.setattr(large, "SAMPLE", 300)
    rows = twin(source)
    with source.open(newline="") as handle:
        real = list(csv.DictReader(handle))
    assert len(rows) == len(real) == 800
    assert not {tuple(r.values()) for r in real} & {tuple(r.values()) for r in rows}
    assert all(CLINICS[r["code"]] == r["clinic"] for r in rows)
    assert "300 of its rows" in capfd.readouterr().err
    source.write_text(source.read_text() + "1,2\n")
    assert main(["synth", str(source), "-o", str(source.with_name("no.csv"))]) == 2
    assert not source.with_name("no.csv").exists()
