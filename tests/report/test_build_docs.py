"""The builder of the rule pages."""

import importlib.util
from pathlib import Path

_SPEC = importlib.util.spec_from_file_location(
    "build_docs", Path(__file__).parents[2] / "tools" / "build_docs.py"
)
build_docs = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(build_docs)


def test_what_is_missing_changed_or_left_over_is_stale(tmp_path):
    (tmp_path / "FHC101.md").write_text("same")
    (tmp_path / "FHC102.md").write_text("old")
    (tmp_path / "FHC103.md").write_text("of no rule any more")
    wanted = {"FHC101.md": "same", "FHC102.md": "new", "index.md": "list"}
    assert build_docs.stale(tmp_path, wanted) == ["FHC102.md", "FHC103.md", "index.md"]
    assert build_docs.stale(tmp_path / "none", {}) == []


def test_check_tells_and_building_mends(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(build_docs, "FOLDER", tmp_path / "rules")
    monkeypatch.setattr("sys.argv", ["build_docs.py", "--check"])
    assert build_docs.main() == 1
    assert "index.md is stale" in capsys.readouterr().out
    monkeypatch.setattr("sys.argv", ["build_docs.py"])
    assert build_docs.main() == 0
    (tmp_path / "rules" / "FHX999.md").write_text("of no rule")
    assert build_docs.main() == 0
    monkeypatch.setattr("sys.argv", ["build_docs.py", "--check"])
    assert build_docs.main() == 0
