"""The cache and the home are conveniences: without them a scan is slower, never wrong."""

import os
import subprocess
from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def caches(home: Path) -> list[Path]:
    return [p for p in home.rglob("*") if p.is_file() and ("sqlite" in p.name or p.suffix == ".db")]


def test_a_scan_writes_its_cache_into_the_home_and_nothing_into_the_tree(
    put, tree, home, scan, fumehood_at, flaw
):
    put("a.py", flaw)
    before = sorted(p for p in tree.rglob("*"))
    scan(code=1, runner=fumehood_at(home))
    assert sorted(p for p in tree.rglob("*")) == before
    assert caches(home)
    assert not [p for p in home.iterdir() if not p.name.startswith(".")]


def test_no_cache_writes_none(put, home, scan, fumehood_at, flaw):
    put("a.py", flaw)
    scan("--no-cache", code=1, runner=fumehood_at(home))
    assert not caches(home)


@pytest.mark.parametrize("garbage", [b"", b"garbage" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_cache_is_a_cold_run(garbage, put, home, scan, fumehood_at, flaw):
    put("a.py", flaw)
    runner = fumehood_at(home)
    first = scan(code=1, runner=runner)
    for path in caches(home):
        path.write_bytes(garbage)
    for _ in range(3):
        again = scan(code=1, runner=runner)
        assert again.report["findings"] == first.report["findings"]


def test_a_cache_cut_in_the_middle(put, home, scan, fumehood_at, flaw):
    for i in range(50):
        put(f"a{i}.py", flaw)
    runner = fumehood_at(home)
    first = scan(code=1, runner=runner)
    for path in caches(home):
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(size // 2)
            file.write(b"\x5a" * (size // 4))
    assert scan(code=1, runner=runner).report["findings"] == first.report["findings"]


def test_a_cache_folder_that_is_a_file(put, home, scan, fumehood_at, flaw):
    put("a.py", flaw)
    (home / ".cache").write_text("not a folder")
    assert scan(code=1, runner=fumehood_at(home)).lines("a.py", "FHC") == {5}


def test_a_cache_database_that_is_a_folder(put, home, scan, fumehood_at, flaw):
    put("a.py", flaw)
    runner = fumehood_at(home)
    scan(code=1, runner=runner)
    for path in caches(home):
        path.unlink()
        path.mkdir()
    assert scan(code=1, runner=runner).lines("a.py", "FHC") == {5}


def test_a_home_that_does_not_exist(put, tmp_path, scan, fumehood_at, flaw):
    put("a.py", flaw)
    assert scan(code=1, runner=fumehood_at(tmp_path / "nowhere" / "home")).lines("a.py", "FHC") == {5}


def test_a_home_that_nobody_may_write(put, scan, fumehood_at, flaw):
    """`/proc` refuses even root; `/dev/null` is no folder."""
    put("a.py", flaw)
    for folder in ("/proc/self", "/dev/null"):
        assert scan(code=1, runner=fumehood_at(Path(folder))).lines("a.py", "FHC") == {5}


def test_no_home_at_all(put, scan, fumehood_at, home, flaw):
    put("a.py", flaw)
    runner = fumehood_at(home)
    del runner.environment["HOME"]
    runner.environment["XDG_CACHE_HOME"] = "relative/is/ignored"
    runner.environment["XDG_CACHE_HOME"] = str(home / "cache")
    assert scan(code=1, runner=runner).lines("a.py", "FHC") == {5}


def test_a_full_disk_for_the_cache(put, tmp_path, scan, fumehood_at, flaw):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small file system")
    try:
        for i in range(200):
            put(f"a{i}.py", flaw)
        runner = fumehood_at(small)
        for _ in range(2):
            outcome = scan(code=1, runner=runner)
            assert len(outcome.report["findings"]) >= 200
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_no_file_may_grow(put, home, fumehood, tree, sound, flaw):
    """The same without root: a limit on the size of files stands for the full disk.

    Python itself writes no byte code meanwhile: some versions leave a cut file behind, for every later run.
    """
    put("a.py", flaw)
    command = fumehood.command
    done = subprocess.run(
        ["sh", "-c", f'ulimit -f 8; exec "{command}" scan . --format json'],
        cwd=tree,
        env={**fumehood.environment, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 1, done.stderr[-500:]
    assert b"Traceback" not in done.stderr


def test_no_secret_is_in_any_file_that_we_write(put, home, tree, tmp_path, fumehood_at, sound):
    value = "x77ardnuT-lev4rG"[::-1]
    put(".env", f"MAIL_PASSWORD={value}\n")
    put("app.py", f'password = "{value}"\n')
    put("config.yaml", f"database:\n  password: {value}\n")
    runner = fumehood_at(home)
    out = tmp_path / "out"
    out.mkdir()
    options = [
        x for suffix in ("json", "jsonl", "sarif", "html", "txt") for x in ("-o", str(out / f"r.{suffix}"))
    ]
    outcome = runner("scan", ".", "-vv", *options, cwd=tree)
    sound(outcome)
    assert outcome.code == 1
    written = [p for folder in (home, out) for p in folder.rglob("*") if p.is_file()]
    assert len(written) >= 6
    for path in written:
        assert value.encode() not in path.read_bytes(), path
    assert value.encode() not in outcome.out + outcome.err


def test_the_key_of_the_fingerprints_is_the_users_alone(put, home, scan, fumehood_at):
    put("a.py", "x = 1\n")
    scan(runner=fumehood_at(home))
    for path in home.rglob("*"):
        if path.is_file() and "key" in path.name:
            assert path.stat().st_mode & 0o077 == 0, path
        if path.is_dir() and path.name == "fumehood" and ".cache" in str(path):
            assert path.stat().st_mode & 0o022 == 0, path
    assert os.path.isdir(home)
