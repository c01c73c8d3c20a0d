"""Fixes, proven by running: what correct callers get stays, what attackers send does nothing."""

import contextlib
import os
import re
import sqlite3
import subprocess
import sys

import pytest

from fumehood.code.guard import CodeGuard
from fumehood.core.engine import Settings, scan
from fumehood.core.fixing import changes


def mended(tmp_path, text, *, unsafe=False):
    """The text after all fixes that hold, and the rules that still report."""
    path = tmp_path / "tree/app.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    guard = CodeGuard()
    for _ in range(2):
        report = scan(str(path.parent), [""], [guard], Settings(cache=False), names=dict)
        made = changes(report, [guard], unsafe=unsafe)
        if not made:
            return path.read_text(), [f.rule for f in report.findings]
        path.write_bytes(made[0].after)
    pytest.fail("a mended file was mended again")


def run(text):
    namespace = {}
    exec(compile(text, "app.py", "exec"), namespace)
    return namespace


@pytest.fixture
def users():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE users (name TEXT, age INTEGER)")
    connection.executemany("INSERT INTO users VALUES (?, ?)", [("ann", 30), ("O'Brien", 40), ("10%", 50)])
    return connection


QUERIES = {
    "f-string": "    return db.execute(f\"SELECT age FROM users WHERE name = '{name}'\").fetchall()\n",
    "assigned": "    query = f\"SELECT age FROM users WHERE name = '{name}'\"\n    return db.execute(query).fetchall()\n",
    "format": "    return db.execute(\"SELECT age FROM users WHERE name = '{}'\".format(name)).fetchall()\n",
    "named format": "    return db.execute(\"SELECT age FROM users WHERE name = '{n}'\".format(n=name)).fetchall()\n",
    "percent": "    return db.execute(\"SELECT age FROM users WHERE name = '%s'\" % name).fetchall()\n",
    "percent tuple": "    return db.execute(\"SELECT age FROM users WHERE name = '%s' AND age > %d\" % (name, 1)).fetchall()\n",
    "plus": '    return db.execute("SELECT age FROM users WHERE name = \'" + name + "\'").fetchall()\n',
    "several lines": "    return db.execute(f'''\n        SELECT age\n        FROM users\n        WHERE name = '{name}'\n    ''').fetchall()\n",
    "cursor": "    cursor = db.cursor()\n    cursor.execute(f\"SELECT age FROM users WHERE name = '{name}'\")\n    return cursor.fetchall()\n",
}


@pytest.mark.parametrize("body", QUERIES.values(), ids=QUERIES)
def test_queries(tmp_path, users, body):
    before = f"import sqlite3\n\n\ndef find(db: sqlite3.Connection, name):\n{body}"
    after, left = mended(tmp_path, before)
    assert left == []
    find = run(after)["find"]
    assert find(users, "ann") == run(before)["find"](users, "ann") == [(30,)]
    assert find(users, "O'Brien") == [(40,)]
    assert find(users, "x' OR '1'='1") == []


def test_wildcards_of_like_move_into_the_value(tmp_path, users):
    before = "def find(cursor, part):\n    cursor.execute(f\"SELECT name FROM users WHERE name LIKE '%{part}%'\")\n    return cursor.fetchall()\n"
    after, left = mended(tmp_path, before)
    assert left == []
    assert run(after)["find"](users.cursor(), "nn") == [("ann",)]
    assert run(after)["find"](users.cursor(), "' OR 1=1 --") == []


@pytest.mark.parametrize(
    ("imports", "call", "mended_call"),
    [
        ("import psycopg2", "cursor.execute(f\"SELECT 1 FROM t WHERE a = '{x}' AND b LIKE '5%'\")", "cursor.execute(\"SELECT 1 FROM t WHERE a = %s AND b LIKE '5%%'\", (x,))"),
        ("from sqlalchemy import text", "cursor.execute(text(f\"SELECT 1 FROM t WHERE a = '{x}'\"))", 'cursor.execute(text("SELECT 1 FROM t WHERE a = :x"), {"x": x})'),
        ("import sqlite3", 'cursor.execute(f"SELECT 1 FROM t WHERE a = {x} LIMIT {x.n}")', 'cursor.execute("SELECT 1 FROM t WHERE a = ? LIMIT ?", (x, x.n))'),
        ("import sqlite3", "cursor.execute(f\"INSERT INTO t (a, b) VALUES ('{x}', {x.n})\")", 'cursor.execute("INSERT INTO t (a, b) VALUES (?, ?)", (x, x.n))'),
        ("import sqlite3", "cursor.execute(f\"UPDATE t SET a = '{x}' WHERE b = '{x.n}'\")", 'cursor.execute("UPDATE t SET a = ? WHERE b = ?", (x, x.n))'),
    ],
)  # fmt: skip
def test_marks_follow_the_driver(tmp_path, imports, call, mended_call):
    after, left = mended(tmp_path, f"{imports}\n\n\ndef get(cursor, x):\n    {call}\n")
    assert (mended_call in after, left) == (True, [])


@pytest.mark.parametrize(
    "call",
    [
        'cursor.execute(f"SELECT * FROM {x}")',
        'cursor.execute(f"SELECT {x} FROM t")',
        'cursor.execute(f"SELECT * FROM t ORDER BY {x}")',
        "cursor.execute(f\"SELECT * FROM t WHERE a = '{x!r}'\")",
        "cursor.execute(f\"SELECT * FROM t -- '{x}'\")",
        "cursor.execute(f\"SELECT * FROM {x} WHERE a = '{x}'\")",
        "cursor.execute(x)",
        "cursor.executescript(f\"DELETE FROM t WHERE a = '{x}'\")",
    ],
)
def test_what_cannot_be_a_parameter_stays_and_is_still_reported(tmp_path, call):
    before = f"import sqlite3\n\n\ndef get(cursor, x):\n    {call}\n"
    after, _ = mended(tmp_path, before)
    assert after == before


PATHS = {
    "f-string": '    with open(f"{base}/{name}") as file:\n        return file.read()\n',
    "plus": '    with open("{base}/" + name) as file:\n        return file.read()\n',
    "join": '    full = os.path.join("{base}", name)\n    with open(full) as file:\n        return file.read()\n',
    "assigned": '    path = f"{base}/{name}"\n    file = open(path)\n    try:\n        return file.read()\n    finally:\n        file.close()\n',
}


@pytest.mark.parametrize("kind", PATHS)
def test_paths(tmp_path, kind):
    base = tmp_path / "data"
    base.mkdir()
    (base / "a'b.txt").write_text("fine")
    (tmp_path / "secret").write_text("secret")
    body = PATHS[kind].replace("{base}", str(base))
    after, left = mended(tmp_path, f"import os\n\n\ndef read(name):\n{body}")
    assert left == []
    read = run(after)["read"]
    assert read("a'b.txt") == "fine"
    for attack in ("../secret", f"{tmp_path}/secret", "x/../../secret"):
        with pytest.raises((ValueError, FileNotFoundError)):
            read(attack)


COMMANDS = {
    "system": '    os.system(f"touch {folder}/{name}")\n',
    "run": '    subprocess.run(f"touch {folder}/{name}", shell=True, check=True)\n',
    "plus": '    subprocess.check_call("touch " + folder + "/" + name, shell=True)\n',
    "assigned": '    command = "touch {}/{}".format(folder, name)\n    subprocess.call(command, shell=True)\n',
    "popen": '    os.popen("touch %s/%s" % (folder, name)).read()\n',
}


@pytest.mark.parametrize("body", COMMANDS.values(), ids=COMMANDS)
def test_commands(tmp_path, body):
    folder = tmp_path / "work"
    folder.mkdir()
    after, left = mended(tmp_path, f"import os\nimport subprocess\n\n\ndef make(folder, name):\n{body}")
    assert left == []
    assert "shell=True" not in after
    make = run(after)["make"]
    make(str(folder), "one")
    make(str(folder), "it's")
    with contextlib.suppress(subprocess.CalledProcessError):
        make(str(folder), f"x; touch {folder}_hacked")
    assert {"one", "it's"} <= set(os.listdir(folder))
    assert not os.path.exists(f"{folder}_hacked")


def test_the_output_of_a_command_stays_the_same(tmp_path):
    before = "import os\n\n\ndef say(word):\n    with os.popen(f'echo {word}') as pipe:\n        return pipe.read()\n"
    assert mended(tmp_path, before)[0] == before  # the pipe may be used in any way
    before = "import os\n\n\ndef say(word):\n    return os.popen(f'echo {word}').read()\n"
    after, _ = mended(tmp_path, before)
    assert run(after)["say"]("hello") == "hello\n"
    assert run(after)["say"]("a; echo b") == "a; echo b\n"


@pytest.mark.parametrize(
    "call",
    ["os.system(command)", 'os.popen(f"ls {command} | wc -l").read()', 'os.system(f"{command} --version")', 'os.system(f"ls *.{command}")'],
)  # fmt: skip
def test_a_command_that_needs_a_shell_or_comes_whole_stays(tmp_path, call):
    before = f"import os\n\n\ndef go(command):\n    {call}\n"
    assert mended(tmp_path, before, unsafe=True)[0] == before


@pytest.mark.parametrize(
    "before",
    [
        "import os\n\n\nclass A:\n    def go(self, name): os.system(f'ping {name}')\n",
        "import os\n\n\ndef go(name):\n    x = 1; os.system(f'ping {name}')\n",
        "import os\n\nf = lambda name: os.system(f'ping {name}')\n",
    ],
)
def test_fixes_never_break_a_file(tmp_path, before):
    after, _ = mended(tmp_path, before, unsafe=True)
    assert compile(after, "app.py", "exec")


def test_line_ends_indentation_and_the_rest_of_the_file_stay(tmp_path):
    before = '"""Doc."""\r\n\r\nclass A:\r\n\tdef read(self, name):\r\n\t\t# wir öffnen\r\n\t\treturn open("/data/" + name).read()\r\n'
    path = tmp_path / "tree/app.py"
    path.parent.mkdir()
    path.write_bytes(before.encode())
    guard = CodeGuard()
    report = scan(str(path.parent), [""], [guard], Settings(cache=False), names=dict)
    (change,) = changes(report, [guard], unsafe=False)
    after = change.after.decode()
    assert re.sub(r"[^\r]\n", "", after) == after
    assert after.startswith('"""Doc."""\r\n\r\nfrom pathlib import Path\r\n')
    assert "\t\tif not target.is_relative_to(base):\r\n\t\t\traise" in after
    compile(after, "app.py", "exec")


def test_the_lessons_exercise_in_one_go(tmp_path):
    exercise = os.path.join(os.path.dirname(__file__), "../../../examples/sec-2/app.py")
    with open(exercise) as file:
        (tmp_path / "app.py").write_text(file.read())
    command = os.path.join(os.path.dirname(sys.executable), "fumehood")
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [command, "scan", ".", "--risk", "code", "--fix"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert "fixed 2 findings in app.py" in done.stderr
    assert "FHC102" in done.stdout  # a whole command from the request has no mechanical fix
    assert not re.search("FHC10[13]", done.stdout)
