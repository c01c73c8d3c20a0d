"""What a table computes from its columns holds in the twin as well."""

import csv
import datetime as dt
import random

import pytest

pytest.importorskip("numpy")
pytest.importorskip("scipy")
pytest.importorskip("faker")

from fumehood.cli.main import main


@pytest.fixture(scope="module")
def twin(tmp_path_factory):
    chance = random.Random(4)
    folder = tmp_path_factory.mktemp("identities")
    with (folder / "t.csv").open("w", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(
            [
                "n",
                "a",
                "b",
                "total",
                "q1",
                "q2",
                "q3",
                "score",
                "price",
                "amount",
                "start",
                "days",
                "end",
                "group",
                "fee",
                "free",
            ]
        )
        for n in range(400):
            a, b = chance.randrange(90), chance.randrange(50)
            answers = [chance.randrange(1, 6) for _ in range(3)]
            price, start, days = chance.randrange(100, 999) / 100, dt.date(2021, 1, 1), chance.randrange(60)
            start += dt.timedelta(days=chance.randrange(500))
            group = chance.randrange(1, 5)
            writer.writerow([
                n + 1, a, b if n % 7 else "", a + b if n % 7 else "", *answers, f"{sum(answers) / 3:.2f}", price, f"{price * a:.2f}", start, days,
                start + dt.timedelta(days=days), f"g{group}", group * 15, chance.randrange(200),
            ])  # fmt: skip
    assert main(["synth", str(folder / "t.csv"), "-o", str(folder / "o.csv"), "--seed", "2"]) == 0
    with (folder / "o.csv").open(newline="") as handle:
        return list(csv.DictReader(handle))


def test_sums(twin):
    known = [r for r in twin if r["total"]]
    assert len(known) > 300
    assert all(int(r["total"]) == int(r["a"]) + int(r["b"]) for r in known)


def test_means(twin):
    assert all(abs(float(r["score"]) - sum(int(r[f"q{n}"]) for n in (1, 2, 3)) / 3) < 0.011 for r in twin)


def test_products(twin):
    assert all(abs(float(r["amount"]) - float(r["price"]) * int(r["a"])) < 0.011 for r in twin)


def test_days_between_dates(twin):
    day = dt.date.fromisoformat
    assert all((day(r["end"]) - day(r["start"])).days == int(r["days"]) for r in twin)


def test_a_group_decides_its_fee(twin):
    assert all(int(r["fee"]) == 15 * int(r["group"][1:]) for r in twin)


def test_row_numbers_stay_row_numbers(twin):
    assert [r["n"] for r in twin] == [str(n + 1) for n in range(400)]
