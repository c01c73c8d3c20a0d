"""What `run` says of a failure that lies in the room, and of a project that is too wide."""

import os

import pytest


def test_a_program_outside_of_the_room_is_named_with_the_way_in(world):
    tool = world.home / "bin" / "mytool"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\necho mine\n")
    tool.chmod(0o755)
    world.environment["PATH"] = f"{tool.parent}:{world.environment['PATH']}"
    done = world.run("mytool")
    assert done.returncode == 127
    assert f"--ro {tool.parent}" in done.stderr
    assert world.run("mytool", options=("--ro", str(tool.parent))).stdout == "mine\n"


def test_an_environment_of_python_is_shown_as_a_whole(world):
    program = world.home / "env" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.symlink_to("/usr/bin/env")
    (world.home / "env" / "pyvenv.cfg").write_text("home = /usr/bin\n")
    assert f"--ro {world.home}/env " in world.run(str(program)).stderr


def test_a_program_that_is_nowhere_gets_no_advice(world):
    assert "--ro" not in world.run("no-such-program-anywhere").stderr


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("git", "fetch", "http://example.org/x"), True),
        (("git", "fetch-nothing"), False),
        (("false",), False),
    ],
)
def test_only_what_needs_the_network_is_told_that_there_is_none(world, command, said):
    done = world.run(*command)
    assert done.returncode != 0
    assert ("had no network" in done.stderr) is said


def test_a_project_as_wide_as_the_machine_is_refused_before_it_is_read(world):
    world.project = "/"
    done = world.run("true")
    assert done.returncode == 125
    assert "change into the project's folder" in done.stderr


def test_a_file_that_was_only_touched_is_no_change(world):
    path = world.write("a.txt", "same\n")
    world.write("b.txt", "old\n")
    done = world.run("sh", "-c", "touch a.txt; echo new > b.txt; chmod 755 a.txt; chmod 644 a.txt")
    assert done.returncode == 0, done.stderr
    shown = world("changes", "show").stdout
    assert "~ b.txt" in shown
    assert "~ a.txt" not in shown
    assert os.path.exists(path)
