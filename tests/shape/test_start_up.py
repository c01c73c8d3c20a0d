"""What a short call may load: every module costs each user a little at each start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = str(Path(__file__).parents[2] / "src")

# What the fastest calls must do without; each of these costs 5 to 60 ms of CPU.
HEAVY = {
    "ahocorasick_rs", "ast", "asyncio", "dataclasses", "difflib", "email", "hashlib", "http", "inspect", "jinja2", "json",
    "logging", "markdown_it", "msgspec", "multiprocessing", "packaging", "pathlib", "pathspec", "sqlite3", "subprocess",
    "tempfile", "tomllib", "typing", "unittest", "urllib.request", "yaml", "zipfile",
}  # fmt: skip
# What a scan of one small file must do without.
NEVER = {
    "asyncio",
    "jinja2",
    "http.client",
    "urllib.request",
    "unittest",
    "packaging.metadata",
    "email.message",
    "importlib.metadata",
}
# What a start of `run` must do without: each of these is a twentieth of it or more.
NOT_FOR_RUN = HEAVY | {
    "argparse",
    "contextlib",
    "ctypes",
    "enum",
    "functools",
    "re",
    "shutil",
    "signal",
    "socket",
    "threading",
}
CODE = """
import sys
from fumehood.cli.main import main
try:
    main({arguments!r})
except SystemExit:
    pass
sys.stderr.write("\\nLOADED " + " ".join(sys.modules))
"""


def loaded(arguments, cwd, home=None) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-I", "-c", CODE.format(arguments=arguments)],
        cwd=cwd,
        env=None if home is None else {"HOME": str(home), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return set(done.stderr.rpartition("LOADED ")[2].split())


@pytest.fixture(scope="module")
def bare() -> set[str]:
    """What this interpreter loads by itself (an editable installation brings an import hook along)."""
    code = "import sys; sys.stderr.write('LOADED ' + ' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True)
    return set(done.stderr.rpartition("LOADED ")[2].split())


def test_version_loads_next_to_nothing(bare, tmp_path):
    modules = loaded(["--version"], tmp_path)
    assert "fumehood.cli.main" in modules
    assert not (modules - bare) & HEAVY
    assert not [
        m for m in modules if m.startswith(("fumehood.core.engine", "fumehood.code", "fumehood.report"))
    ]


def test_help_loads_little(bare, tmp_path):
    modules = loaded(["--help"], tmp_path)
    assert not (modules - bare) & HEAVY
    assert not [
        m for m in modules if m.startswith(("fumehood.core.engine", "fumehood.code", "fumehood.report"))
    ]


def test_a_scan_of_one_file_loads_no_reports_and_no_network(bare, tmp_path):
    (tmp_path / "a.py").write_text("x = 1\n")
    modules = loaded(["scan", "a.py", "--no-cache", "--no-progress"], tmp_path)
    assert "fumehood.core.engine" in modules
    assert not (modules - bare) & NEVER


@pytest.mark.skipif(not os.path.exists("/usr/bin/bwrap"), reason="no bubblewrap")
def test_a_run_loads_what_it_uses(bare, tmp_path):
    project, home = tmp_path / "project", tmp_path / "home"
    project.mkdir()
    home.mkdir()
    words = ["run", "--workspace", "direct", "--", "/usr/bin/true"]
    loaded(words, project, home)  # the first one makes the folder that stands for /etc
    modules = loaded(words, project, home)
    assert "fumehood.sandbox.supervise" in modules
    assert not (modules - bare) & NOT_FOR_RUN


def test_the_command_itself_loads_no_more_than_the_code_behind_it():
    script = Path(__file__).parents[2] / "bin" / "fumehood"
    code = f"import sys; sys.argv = ['fumehood', '-V']\ntry:\n    exec(compile(open({str(script)!r}).read(), 'script', 'exec'))\nfinally:\n    sys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", f"import sys; sys.path.append({SOURCE!r}); {code}"],
                          capture_output=True, text=True, timeout=60)  # fmt: skip
    assert done.stdout.startswith("fumehood ")
    assert not NOT_FOR_RUN & set(done.stderr.split())


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_a_closed_stream_is_the_null_device(closed, tmp_path):
    close = "".join(f" {number}>&-" for number in closed)
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -m fumehood explain FHC101{close}', sys.executable], cwd=tmp_path, capture_output=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"internal error" not in done.stderr
    assert bool(done.stdout) == (1 not in closed)
