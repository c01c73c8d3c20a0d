"""A record of its own for every test."""

import pytest


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def record(tmp_path):
    """The first segment."""
    return tmp_path / "state" / "fumehood" / "audit" / "000001.jsonl"


@pytest.fixture
def anchor(tmp_path):
    return tmp_path / "config" / "fumehood" / "audit-anchor"
