import os
import stat
from concurrent.futures import ProcessPoolExecutor

import pytest

from fumehood.packages import unpack
from fumehood.packages.build_index import NameList, Row, pypi_index
from fumehood.packages.index_file import DamagedIndexError


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "cache"


def opened(_):
    index = unpack.open_index("pypi")
    return index.find("requests") is not None, index.origin


def test_it_is_unpacked_once_and_found_again(cache):
    first = unpack.open_index("pypi")
    before = os.stat(first.origin)
    again = unpack.open_index("pypi")
    assert first.origin == again.origin == unpack.manifest()["pypi"].unpacked
    assert os.stat(again.origin).st_ino == before.st_ino
    assert again.count == 886_323
    assert stat.S_IMODE(before.st_mode) == 0o600
    assert os.listdir(os.path.dirname(first.origin)) == ["pypi.index"]


def test_a_damaged_file_in_the_cache_is_made_anew(cache):
    path = unpack.open_index("npm").origin
    size = os.path.getsize(path)
    for damage in (b"", b"garbage", b"\0" * size):
        with open(path, "wb") as file:
            file.write(damage)
        assert unpack.open_index("npm").find("lodash").established
        assert os.path.getsize(path) == size


def test_without_a_cache_folder_it_is_read_all_the_same(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    index = unpack.open_index("npm")
    assert index.origin == unpack.IN_MEMORY
    assert index.find("lodash").established


def test_a_file_that_others_may_write_is_not_trusted(cache):
    path = unpack.open_index("npm").origin
    os.chmod(path, 0o666)
    assert unpack.open_index("npm").find("lodash").established
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def test_processes_that_race_all_get_it(cache):
    with ProcessPoolExecutor(3) as pool:
        assert {found for found, _ in pool.map(opened, range(3))} == {True}
    assert os.listdir(os.path.dirname(unpack.manifest()["pypi"].unpacked)) == ["pypi.index"]


def test_the_users_own_newer_index_is_used_and_an_older_one_is_not(cache):
    from datetime import timedelta

    shipped = unpack.manifest()["pypi"].as_of
    for days, count in ((1, 1), (-1, 886_323)):
        raw = pypi_index(NameList([Row("only-one", "", 1, 0, "")]), shipped + timedelta(days=days))
        assert unpack.store(unpack.users_own("pypi"), raw)
        assert unpack.open_index("pypi").count == count


def test_shipped_data_that_cannot_be_read_is_an_error(cache, tmp_path, monkeypatch):
    monkeypatch.setattr(unpack, "BUNDLED", str(tmp_path))
    shipped = unpack.Bundled("pypi", unpack.manifest()["pypi"].as_of, "0", 5)
    with pytest.raises(DamagedIndexError):
        unpack._unpack(shipped)


def test_no_index_for_another_ecosystem(cache):
    assert unpack.open_index("cargo") is None
