"""The pipeline with a guard that only knows a word: order, ids, cache, workers, what is not read."""

import os

import msgspec
import pytest
from marker_guard import guards

from fumehood.core import cache, file_result
from fumehood.core.engine import Settings, scan

MANY = {f"f{i:03}.py": "x = 1\nBAD\nBAD\n" for i in range(120)}


def run(root, **settings):
    return scan(root, [""], guards(), Settings(**settings), names=dict)


def bare(report):
    report.summary.seconds = 0
    return msgspec.json.encode(report)


def test_findings_come_in_order_of_path_and_line(tree):
    report = run(tree({"b.py": "\nBAD", "a.py": "BAD\n\nBAD"}))
    assert [(f.location.path, f.location.line) for f in report.findings] == [
        ("a.py", 1),
        ("a.py", 3),
        ("b.py", 2),
    ]


@pytest.mark.parametrize("jobs", [1, 3])
def test_any_number_of_workers_gives_the_same_report(tree, jobs):
    root = tree(MANY)
    assert bare(run(root, jobs=jobs, cache=False)) == bare(run(root, jobs=2, cache=False))


def test_ids_are_unique_and_survive_moved_lines(tree):
    before = run(tree({"a.py": "BAD = 1\nBAD = 1\nBAD = 2\n"}))
    after = run(tree({"a.py": "\n\n# new\nBAD = 1\n\nBAD = 1\nBAD = 2\n"}))
    assert len(set(before.ids)) == 3
    assert before.ids == after.ids


def test_a_warm_scan_gives_the_same_and_sees_what_changed(tree):
    root = tree(MANY)
    cold = bare(run(root))
    assert bare(run(root)) == cold
    tree({"f000.py": "fine\n", "new.py": "BAD"})
    paths = {f.location.path for f in run(root).findings}
    assert "new.py" in paths
    assert "f000.py" not in paths


def test_a_change_that_keeps_size_and_mtime_is_seen_while_the_entry_is_racy(tree):
    root = tree({"a.py": "BAD"})
    run(root)
    state = os.stat(f"{root}/a.py")
    with open(f"{root}/a.py", "r+b") as file:
        file.write(b"fin")
    os.utime(f"{root}/a.py", ns=(state.st_atime_ns, state.st_mtime_ns))
    assert run(root).findings == []


def test_an_old_entry_is_trusted_without_reading_the_file(tree, monkeypatch):
    root = tree({"a.py": "BAD"})
    os.utime(f"{root}/a.py", (1, 1))
    run(root)
    monkeypatch.setattr("fumehood.core.engine.read_bytes", None)
    monkeypatch.setattr(file_result, "read_bytes", None)
    assert len(run(root).findings) == 1


@pytest.mark.parametrize("content", [b"garbage", b""])
def test_a_damaged_cache_is_a_cold_scan(tree, content):
    root = tree({"a.py": "BAD"})
    run(root)
    file = os.path.join(cache.cache_folder(), "scan-1.sqlite3")
    with open(file, "wb") as damaged:
        damaged.write(content)
    assert len(run(root).findings) == 1
    assert len(run(root).findings) == 1


def test_a_worker_that_dies_costs_one_file(tree):
    report = run(tree({**MANY, "f050.py": "DIE"}), jobs=2, cache=False)
    assert [(u.path, u.reason) for u in report.unscanned] == [("f050.py", "the worker ended on it")]
    assert len({f.location.path for f in report.findings}) == 119


def test_workers_that_die_cost_the_files_they_were_at_and_no_finished_one(tree):
    """Results that a worker had and had not sent are made again."""
    report = run(tree({**MANY, "f003.py": "DIE", "f004.py": "DIE", "f119.py": "DIE"}), jobs=1, cache=False)
    assert [u.path for u in report.unscanned] == ["f003.py", "f004.py", "f119.py"]
    assert len({f.location.path for f in report.findings}) == 117


def test_a_tree_of_any_size_is_read_whole(tree):
    """Around the number of files at which workers are started, and with one more than a batch."""
    for count in (0, 1, 4, 5, 39, 40, 41, 81):
        report = run(
            tree({f"{count}/f{i:03}.py": "BAD" for i in range(count)} | {f"{count}/x.py": ""}) + f"/{count}",
            cache=False,
        )
        assert len(report.findings) == count
        assert [f.location.path for f in report.findings] == sorted(f.location.path for f in report.findings)


def test_a_guard_that_hangs_is_stopped_and_named(tree, monkeypatch):
    monkeypatch.setattr(file_result, "SECONDS_A_GUARD", 0.2)
    monkeypatch.setattr(file_result.inspect_text, "__defaults__", (0.2,))
    report = run(tree({"a.py": "HANG", "b.py": "BAD"}), cache=False)
    assert [u.path for u in report.unscanned] == ["a.py"]
    assert "stopped" in report.unscanned[0].reason
    assert len(report.findings) == 1


def test_a_fault_in_a_guard_is_named_and_not_remembered(tree):
    root = tree({"a.py": "RAISE", "b.py": "BAD"})
    for _ in range(2):
        report = run(root)
        assert "internal error (KeyError" in report.unscanned[0].reason
        assert len(report.findings) == 1


def test_what_the_guards_depend_on_is_part_of_the_cache_key(tree):
    root = tree({"a.py": "BAD"})
    run(root, key=("one",))
    assert cache.engine_key("one") != cache.engine_key("two")
    assert len(run(root, key=("two",)).findings) == 1


def test_excluded_files_are_said(tree):
    report = run(tree({"a.py": "BAD", "gen/b.py": "BAD"}), exclude=("gen/",))
    assert [f.location.path for f in report.findings] == ["a.py"]
    assert report.summary.skipped == ["1 excluded by your configuration"]
