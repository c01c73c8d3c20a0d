"""Secrets inside files whose names say nothing: shown as made-up values, put back when the change is taken over."""

import json
import os

import pytest

TOKEN = "gh" + "p_" + "x7Kq2mVb9LrT4wZs8NcY1uDf6GhJ3pXaE5oQ"
CODE = f'TOKEN = "{TOKEN}"\n\n\ndef token():\n    return TOKEN\n'
FAKE = "masked-by-fumehood-"


def test_a_value_in_code_and_settings_is_covered_and_the_rest_works(anyone):
    anyone.write("src/app.py", CODE)
    anyone.write("conf.yaml", f"db:\n  token: {TOKEN}\n")
    done = anyone.sh(
        "python3 -c 'import sys; sys.path += [\"src\"]; import app; print(app.token())'; cat conf.yaml"
    )
    assert TOKEN not in done.stdout
    code, _, setting = done.stdout.splitlines()
    assert code.startswith(FAKE)
    assert setting == f"  token: {code}"  # the same value has the same name
    assert (anyone.project / "src/app.py").read_text() == CODE


def test_it_can_be_edited_and_its_value_comes_back(anyone):
    path = anyone.write("src/app.py", CODE)
    path.chmod(0o640)
    anyone.sh("printf 'x = 1\\n' >> src/app.py; sed -i s/token/secret/ src/app.py")
    shown = anyone("changes", "show").stdout
    assert FAKE not in shown
    assert TOKEN not in shown
    assert "+x = 1" in shown
    done = anyone("changes", "apply")
    assert done.returncode == 0, done.stdout
    assert path.read_text() == CODE.replace("token", "secret") + "x = 1\n"
    assert path.stat().st_mode & 0o777 == 0o640
    anyone("changes", "undo")
    assert path.read_text() == CODE


@pytest.mark.parametrize("backend", ["bwrap", "landlock"])
@pytest.mark.parametrize(
    "script", ["mv app.py main.py", "mkdir src; mv app.py src/main.py; echo 'x = 1' >> src/main.py"]
)
def test_a_file_that_is_renamed_keeps_its_value(world, backend, script):
    world.write("app.py", CODE)
    done = world.run("sh", "-c", script, options=("--backend", backend))
    assert done.returncode == 0, done.stderr
    done = world("changes", "apply")
    assert done.returncode == 0, done.stdout
    (found,) = world.project.rglob("main.py")
    assert found.read_text().startswith(CODE)
    assert not (world.project / "app.py").exists()
    world("changes", "undo")
    assert (world.project / "app.py").read_text() == CODE


def test_a_made_up_value_that_is_written_elsewhere_stays_one(world):
    world.write("app.py", CODE)
    world.sh("cat app.py > public.txt")
    world("changes", "apply")
    assert FAKE in (world.project / "public.txt").read_text()
    assert TOKEN not in (world.project / "public.txt").read_text()


def test_a_file_that_was_only_touched_is_no_change(world):
    world.write("app.py", CODE)
    world.sh("touch app.py; cp app.py x; cat x > app.py; rm x")
    assert world("changes", "show").stdout == ""


def test_a_value_that_the_run_took_out_stays_out(world):
    path = world.write("app.py", CODE)
    world.sh("echo 'import os' > app.py")
    world("changes", "apply")
    assert path.read_text() == "import os\n"


def test_when_the_host_s_file_changed_the_host_s_stands(world):
    path = world.write("app.py", CODE)
    world.sh("echo 'x = 1' >> app.py")
    path.write_text("mine\n")
    assert world("changes", "apply").returncode == 1
    assert path.read_text() == "mine\n"
    assert TOKEN not in world("changes", "show").stdout


def test_no_record_and_no_cache_holds_the_value(world):
    world.write("app.py", CODE)
    world.sh("true")
    world.sh("echo 'x = 1' >> app.py")
    world("changes", "show")
    for top in (".cache", ".local"):
        for folder, _, files in os.walk(world.home / top):
            for name in files:
                with open(os.path.join(folder, name), "rb") as file:
                    assert TOKEN.encode() not in file.read()


@pytest.mark.parametrize("workspace", ["direct", "ro"])
def test_without_an_overlay_it_is_covered_and_read_only(world, workspace):
    path = world.write("app.py", CODE)
    done = world.sh("cat app.py; echo x >> app.py; rm -f app.py", "--workspace", workspace)
    assert TOKEN not in done.stdout
    assert FAKE in done.stdout
    assert path.read_text() == CODE


def test_a_change_is_seen_at_the_next_start(world):
    path = world.write("app.py", "x = 1\n")
    assert world.sh("cat app.py").stdout == "x = 1\n"
    assert world.sh("cat app.py").stdout == "x = 1\n"
    path.write_text(CODE)
    assert TOKEN not in world.sh("cat app.py").stdout
    folder = world.write("a/app.py", "x = 1\n").parent
    other = world.write("b/app.py", CODE).parent
    assert TOKEN not in world.sh("cat */app.py").stdout
    # Two folders change places: the files in them keep all their times.
    folder.rename(world.project / "c")
    other.rename(folder)
    (world.project / "c").rename(other)
    assert TOKEN not in world.sh("cat */app.py").stdout


def test_an_ignore_comment_with_a_reason_lets_a_value_stand(world):
    world.write("app.py", f'TOKEN = "{TOKEN}"  # fumehood: ignore[FHE105] made up for the manual\n')
    assert TOKEN in world.sh("cat app.py").stdout
    world.write("app.py", f'TOKEN = "{TOKEN}"  # fumehood: ignore[FHE105]\n')
    assert TOKEN not in world.sh("cat app.py").stdout


def test_tests_and_plain_values_are_left_alone(world):
    world.write("tests/test_it.py", CODE)
    world.write("app.py", 'NAME = "nothing secret"\nSHA = "3f786850e387550fdab836ed7e6dc881de23001b"\n')
    done = world.sh("cat tests/test_it.py app.py")
    assert FAKE not in done.stdout


def test_a_file_in_another_encoding_is_covered_as_a_whole(world):
    (world.project / "app.py").write_bytes(b"# -*- coding: latin-1 -*-\n# caf\xe9\n" + CODE.encode())
    done = world.sh("wc -c < app.py")
    assert done.stdout.strip() == "0"


def test_the_plan_names_what_is_covered_and_what_is_too_large(world):
    world.write("app.py", CODE)
    world.write("big.json", '"x"\n' * 200_000)
    done = world("run", "--dry-run", "--", "true")
    assert f"values of    {world.project}/app.py" in done.stdout
    assert "not looked at for secrets, too large: big.json" in done.stderr


def test_a_damaged_memory_costs_time_only(world):
    world.write("app.py", CODE)
    world.sh("true")
    for path in (world.home / ".cache/fumehood/covers").iterdir():
        path.write_bytes(b"\xff{not this")
    assert TOKEN not in world.sh("cat app.py").stdout


def test_odd_names_are_covered_too(world):
    odd = "a b\n\\n-é.py"
    world.write(odd, CODE)
    for _ in range(2):
        assert TOKEN not in world.run("cat", odd).stdout


def test_a_copied_workspace_is_covered_and_restored(world):
    path = world.write("app.py", CODE)
    done = world.sh("cat app.py; echo 'x = 1' >> app.py", "--backend", "landlock")
    if done.returncode == 125:
        pytest.skip("no Landlock here")
    assert TOKEN not in done.stdout
    world("changes", "apply")
    assert path.read_text() == CODE + "x = 1\n"


def test_the_state_folder_in_the_project_is_no_memory(world):
    world.write("app.py", CODE)
    world.sh("true")
    cache = world.home / ".cache/fumehood/covers"
    assert cache.is_dir()
    done = world.run("cat", "app.py", variables={"XDG_CACHE_HOME": str(world.project / "cache")})
    assert TOKEN not in done.stdout
    assert not (world.project / "cache/fumehood/covers").exists()
    assert json.loads(next(cache.glob("*.rows")).read_text())["files"]
