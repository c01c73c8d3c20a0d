"""Words among numbers neither turn the numbers into names, nor are lost; rare ones are not repeated."""

import csv
import random

import pytest

pytest.importorskip("numpy")
pytest.importorskip("scipy")
pytest.importorskip("faker")

from fumehood.cli.main import main


@pytest.fixture
def source(tmp_path):
    chance = random.Random(6)
    path = tmp_path / "lab.csv"
    with path.open("w", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["age", "crp", "income"])
        for n in range(600):
            crp = (
                "<0.5"
                if chance.random() < 0.2
                else "see letter of May"
                if n == 9
                else f"{chance.lognormvariate(1, 1):.2f}"
            )
            income = (
                chance.choice(["refused", "NA", ""])
                if chance.random() < 0.15
                else chance.randrange(900, 9000)
            )
            writer.writerow([chance.randrange(18, 90), crp, income])
    return path


def test_they_are_kept(source):
    out = source.with_name("out.csv")
    assert main(["synth", str(source), "-o", str(out), "--seed", "1"]) == 0
    with out.open(newline="") as handle:
        rows = list(csv.DictReader(handle))
    crp = [r["crp"] for r in rows]
    assert 90 <= crp.count("<0.5") <= 150
    assert all(0 <= float(v) < 200 for v in crp if v != "<0.5")
    odd = {r["income"] for r in rows if not r["income"].isdigit()}
    assert odd == {"refused", "NA", ""}


def test_they_are_described(source, capfd):
    assert main(["synth", str(source), "--describe"]) == 0
    said = capfd.readouterr().out
    assert "'<0.5' instead" in said
    assert "letter" not in said


def test_answers_in_words_are_categories(tmp_path, capfd):
    path = tmp_path / "t.csv"
    path.write_text("answer,x\n" + "".join(f"{w},{n}\n" for n in range(90) for w in ("1", "2", "maybe")))
    assert main(["synth", str(path), "--describe"]) == 0
    assert "categories such as '1', '2', 'maybe'" in capfd.readouterr().out
