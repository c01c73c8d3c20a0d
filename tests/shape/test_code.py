"""What every module keeps to: documented, silent below the command line, no way around the layers."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

# The only modules that may reach beyond the process; each new name here needs a reason in review.
REACH = {
    "subprocess": (
        "src/fumehood/agents/mcp/relay.py",
        "src/fumehood/packages/online/",
        "src/fumehood/core/git.py",
        "src/fumehood/core/since.py",
        "src/fumehood/agents/canary/fire.py",
        "src/fumehood/agents/server/tried.py",
        "src/fumehood/sandbox/backends/",
        "src/fumehood/sandbox/microvm/",
        "src/fumehood/sandbox/probes/",
    ),
    "socket": ("src/fumehood/sandbox/", "src/fumehood/agents/server/"),
    "urllib.request": ("src/fumehood/packages/",),
    "pickle": (),
    "shelve": (),
    "marshal": (),
}


RUNS = ("eval", "exec", "os.system", "os.popen", "yaml.load", "yaml.unsafe_load", "pickle.loads")


def undocumented(tree: ast.Module):
    """Public functions, classes and methods without a docstring."""
    for node in tree.body:
        if isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ) and not node.name.startswith("_"):
            # The name of a probe is what the table prints; it says what is tried.
            is_probe = any(getattr(d, "id", "") == "probe" for d in node.decorator_list)
            if ast.get_docstring(node) is None and not is_probe:
                yield node.name
            for sub in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(sub, ast.FunctionDef | ast.AsyncFunctionDef) and not sub.name.startswith("_"):
                    marks = {getattr(d, "attr", getattr(d, "id", "")) for d in sub.decorator_list}
                    if ast.get_docstring(sub) is None and not marks & {"overload", "setter", "override"}:
                        yield f"{node.name}.{sub.name}"


def imported(tree: ast.Module):
    """Every module that is imported anywhere in the file, `from a import b` as `a` and `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.fixture(scope="module")
def trees(sources) -> dict[str, ast.Module]:
    return {path: ast.parse(text) for path, text in sources.items()}


def test_everything_public_is_documented(trees):
    assert trees
    assert not [f"{path}: {name}" for path, tree in trees.items() for name in undocumented(tree)]


def test_nothing_below_the_command_line_prints(trees):
    loud = []
    for path, tree in trees.items():
        for node in ast.walk(tree):
            called = (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("print", "input")
            )
            stream = (
                isinstance(node, ast.Attribute)
                and node.attr in ("stdout", "stderr", "stdin")
                and ast.unparse(node.value) == "sys"
            )
            # A probe is a program of its own, inside the room.
            if called or (
                stream and not path.startswith(("src/fumehood/cli/", "src/fumehood/sandbox/probes/inside/"))
            ):
                loud.append(f"{path}:{node.lineno}")
    assert not loud


def test_few_modules_reach_beyond_the_process(trees):
    found = [
        f"{path}: {module}"
        for path, tree in trees.items()
        for module in imported(tree)
        if module in REACH and not path.startswith(REACH[module] or ("-",))
    ]
    assert not found


def test_nothing_runs_text_as_code(trees, sources):
    """No eval, exec or os.system of ours; YAML is read with a safe loader."""
    found = []
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func)
                safe = name == "yaml.load" and "SafeLoader" in ast.unparse(node) + sources[path]
                if name in RUNS and not safe:
                    found.append(f"{path}:{node.lineno} {name}")
    assert not found


def test_the_import_contract_holds(root):
    linter = Path(sys.executable).parent / "lint-imports"
    if not linter.exists():
        pytest.skip("import-linter is not installed here; `make lint` runs it")
    done = subprocess.run([linter, "--no-cache"], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_dependencies_are_few_permissive_and_without_pth(root):
    done = subprocess.run(
        [sys.executable, root / "tools" / "check_dependencies.py"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
