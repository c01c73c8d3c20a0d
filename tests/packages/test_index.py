from datetime import date

import pytest

from fumehood.packages.build_index import BadListError, NameList, Row, pypi_index
from fumehood.packages.index import decode_downloads, encode_downloads
from fumehood.packages.index_file import DamagedIndexError, IndexFile


def test_what_the_list_says_comes_back(pypi):
    found = pypi.find("numpy")
    assert (found.month, found.age, found.rank, found.established) == ("2026-10", 1, 3, True)
    found = pypi.find("tidy-heron")
    assert (found.month, found.age, found.rank, found.established) == ("2021-03", 68, 0, False)
    assert pypi.find("tidy-hero") is None
    assert pypi.as_of == date(2026, 11, 1)
    assert pypi.complete


def test_a_partial_list_tells_downloads_and_that_it_is_partial(npm):
    assert not npm.complete
    assert npm.find("lodash").downloads == 450_000_000
    assert npm.find("lodash").established
    assert not npm.find("crossenv").established


def test_prefixes(pypi):
    assert pypi.count_prefix("mypy-boto3-") == 33
    assert list(pypi.prefixed("google-", 9)) == ["google-cloud-bigquery", "google-cloud-storage"]
    assert list(pypi.established_with("flask")) == ["flask", "flask-session"]
    assert "numpy" in pypi


def test_the_age_of_the_list(pypi):
    assert pypi.days_old(date(2026, 11, 24)) == 23


@pytest.mark.parametrize("count", [0, 1, 5, 9, 10, 99, 100, 579, 53_212, 2_399_072_936])
def test_downloads_keep_two_digits(count):
    told = decode_downloads(encode_downloads(count))
    assert told <= count
    assert count - told <= count / 10


def test_any_damage_is_noticed():
    raw = bytearray(
        pypi_index(
            NameList([Row(f"name-{i}", "2026-01", i + 1, 0, "") for i in range(50)]), date(2026, 11, 1)
        )
    )
    IndexFile(memoryview(raw))
    for at in range(8, len(raw), 97):
        raw[at] ^= 0xFF
        with pytest.raises(DamagedIndexError):
            IndexFile(memoryview(raw))
        raw[at] ^= 0xFF
    with pytest.raises(DamagedIndexError):
        IndexFile(memoryview(raw)[:-1])


def write(tmp_path, text):
    path = tmp_path / "list.tsv"
    path.write_text(text)
    return str(path)


def test_a_list_is_read_by_its_header(tmp_path):
    path = write(
        tmp_path,
        "name\tversion\tmonth\trank_among_most_downloaded\tsummary\nB_c\t1\t2020-01\t7\tx\nbad name\t1\t\t\t\na\t1\t\t\t\n",
    )
    rows = NameList.read(path, "pypi").rows
    assert [(r.name, r.month, r.rank) for r in rows] == [("a", "", 0), ("b-c", "2020-01", 7)]


@pytest.mark.parametrize("text", ["", "package\tname\n", "name\trank\na\tmany\n"])
def test_a_list_that_makes_no_sense_is_refused(tmp_path, text):
    with pytest.raises(BadListError):
        NameList.read(write(tmp_path, text), "pypi")


def test_bytes_that_are_no_index_are_refused():
    for data in (b"", b"FHINDEX1", b"x" * 500):
        with pytest.raises(DamagedIndexError):
            IndexFile(memoryview(data))
