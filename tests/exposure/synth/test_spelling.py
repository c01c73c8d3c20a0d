"""Numbers and dates come back as they were written, and stay numbers and dates."""

import re

import pytest

pytest.importorskip("numpy")

from hypothesis import given
from hypothesis import strategies as st

from fumehood.exposure.synth.kinds import kind
from fumehood.exposure.synth.marginal import numbers, smooth

WRITTEN = [
    (["€1,052.68", "€210.50", "€0.99"], "number", r"€\d{1,3}(,\d{3})*\.\d\d"),
    (["$354.89", "$1139.51", "$5.00"], "number", r"\$\d+\.\d\d"),
    (["1.234,50", "12,00", "999,99", "1.000.000,00"], "number", r"\d{1,3}(\.\d{3})*,\d\d"),
    (["65 878 kr", "1 200 kr", "950 kr"], "number", r"\d{1,3}( \d{3})* kr"),
    (["24.7%", "7.0%", "99.1%"], "number", r"\d+\.\d%"),
    (["99,9 %", "7,0 %", "12,5 %"], "number", r"\d+,\d %"),
    (["47 kg", "117 kg", "89 kg"], "number", r"\d+ kg"),
    (["4.382e-04", "9.915e-05", "1.308e-02"], "number", r"\d\.\d{3}e-\d\d"),
    (["03:52", "16:03", "07:14"], "date", r"\d\d:\d\d"),
    (["2016-07", "2015-10", "2018-06"], "date", r"\d{4}-\d\d"),
    (["2022-09-12T05:59:00+02:00", "2021-01-01T16:19:30+02:00"], "date", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+02:00"),
]  # fmt: skip
NO_NUMBERS = [
    ("postcode", ["00100", "20500", "33100"]),
    ("code", ["H0001", "H0002", "H0003"]),
    ("answers", ["1,3", "2", "1,2,4"]),
    ("version", ["1.2.3", "10.4.1", "3.11.2"]),
    ("id", ["12 kg", "15 kg", "19 kg"]),
    ("mixed units", ["12 kg", "15 lb", "19 kg"]),
]


@pytest.mark.parametrize(("values", "name", "form"), WRITTEN)
def test_the_spelling_is_kept(values, name, form):
    found = kind("x", values, decimal_comma=False)
    assert found.name == name
    marginal = smooth(found, numbers(found, values * 20))
    written = marginal.texts(marginal.at(numbers(found, values) * 0 + 0.4))
    assert all(re.fullmatch(form, value) for value in written), written


@pytest.mark.parametrize(("header", "values"), NO_NUMBERS)
def test_what_is_no_number(header, values):
    assert kind(header, values, decimal_comma=False).name not in {"number", "date"}


def test_a_comma_is_one_of_decimals_where_semicolons_separate():
    values = ["1,234", "2,5", "0,75"]
    found = kind("x", values, decimal_comma=True)
    assert numbers(found, values).tolist() == [1.234, 2.5, 0.75]
    assert numbers(kind("x", ["1,234", "22,500"], decimal_comma=False), ["1,234"]).tolist() == [1234.0]


def test_row_numbers_and_keys_are_told_from_amounts():
    assert kind("n", [str(n) for n in range(5, 45)], decimal_comma=False).name == "serial"
    assert kind("order", [str(1000 + 7 * n) for n in range(900)], decimal_comma=False).name == "identifier"
    assert kind("weight", [str(n * n) for n in range(60)], decimal_comma=False).name == "number"


@given(
    st.lists(st.text(alphabet="0123456789.,' €$%-+eEkgr", min_size=1, max_size=14), min_size=1, max_size=8)
)
def test_any_column_that_is_called_one_of_numbers_has_numbers(values):
    found = kind("x", values, decimal_comma=False)
    if found.name == "number":
        assert len(numbers(found, [v for v in values if v.strip()])) > 0
