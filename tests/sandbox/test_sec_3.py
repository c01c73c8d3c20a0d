"""The exercise Sec-3 says what its page promises."""

import shutil
import subprocess
from pathlib import Path

import pytest

from fumehood.sandbox.backends import choose

EXERCISE = Path(__file__).resolve().parents[2] / "examples" / "sec-3"
TRIES = 5


@pytest.fixture
def exercise(world):
    for one in EXERCISE.iterdir():
        shutil.copy(one, world.project)
    world.write(".env", "API_TOKEN=only-for-the-owner\n")
    world.environment["SEC_3_TOKEN"] = "mine"
    return world


@pytest.mark.parametrize("backend", ["bwrap", "landlock", "gvisor", "oci"])
def test_every_try_is_held(exercise, backend):
    found = choose.probe(backend)
    if not found.available and backend != "bwrap":
        pytest.skip(f"{backend} does not start here: {found.reason}")
    done = exercise.run("/usr/bin/python3", "escape.py", options=("--backend", backend))
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["held"] * TRIES


def test_the_recipe_of_the_lesson_lets_the_secret_through(exercise):
    done = subprocess.run(
        ["sh", "lesson_bwrap.sh", "/usr/bin/python3", "escape.py"],
        cwd=exercise.project,
        env=exercise.environment,
        capture_output=True,
        text=True,
    )
    assert "LET THROUGH  secret" in done.stdout, done.stderr
    assert "LET THROUGH  environment" in done.stdout
    assert "held         internet" in done.stdout
    assert done.returncode >= 2


def test_the_container_of_the_exercise_has_what_the_lesson_asks():
    import yaml

    agent = yaml.safe_load((EXERCISE / "compose.yaml").read_text())["services"]["agent"]
    assert agent["network_mode"] == "none"
    assert agent["read_only"] is True
    assert agent["cap_drop"] == ["ALL"]
    lines = (EXERCISE / "Dockerfile").read_text().splitlines()
    assert "FROM python:3.11-slim" in lines
    assert "USER sandbox" in lines
    assert not [line for line in lines if line.startswith("COPY")]
