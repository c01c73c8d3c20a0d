"""Data is followed through functions, methods, fields and files, and what checks it there counts."""

import pytest

HEAD = "from flask import Flask, request\nimport os\napp = Flask(__name__)\n"
FOUND = {
    "argument": ("def run(c):\n    os.system('ls ' + c)\n@app.route('/')\ndef x():\n    run(request.args['v'])\n    return ''\n", 5),
    "keyword argument": ("def run(*, c):\n    os.system('ls ' + c)\n@app.route('/')\ndef x():\n    run(c=request.args['v'])\n    return ''\n", 5),
    "whole command": ("def _run(c):\n    os.system(c)\n@app.route('/')\ndef x():\n    _run('ls ' + request.args['v'])\n    return ''\n", 5),
    "two levels": ("def _a(c):\n    os.system(c)\ndef _b(d):\n    _a('ls ' + d)\n@app.route('/')\ndef x():\n    _b(request.args['v'])\n    return ''\n", 5),
    "defined later": ("@app.route('/')\ndef x():\n    _b(request.args['v'])\n    return ''\ndef _b(d):\n    os.system(d)\n", 9),
    "result": ("def fetch():\n    return request.args['v']\n@app.route('/')\ndef x():\n    os.system(fetch())\n    return ''\n", 8),
    "built": ("def build(v):\n    return 'ls ' + v\n@app.route('/')\ndef x():\n    os.system(build(request.args['v']))\n    return ''\n", 8),
    "identity that pretends": ("def sanitize(v):\n    return v\n@app.route('/')\ndef x():\n    os.system(sanitize(request.args['v']))\n    return ''\n", 8),
    "check that pretends": ("def is_safe(v):\n    return True\n@app.route('/')\ndef x():\n    v = request.args['v']\n    if is_safe(v):\n        os.system(v)\n    return ''\n", 10),
    "lambda": ("build = lambda v: 'ls ' + v\n@app.route('/')\ndef x():\n    os.system(build(request.args['v']))\n    return ''\n", 7),
    "star": ("def run(*parts):\n    os.system(' '.join(parts))\n@app.route('/')\ndef x():\n    run('ls', request.args['v'])\n    return ''\n", 5),
    "double star": ("def run(**o):\n    os.system('ls ' + o['v'])\n@app.route('/')\ndef x():\n    run(v=request.args['v'])\n    return ''\n", 5),
    "recursion": ("def run(v, n):\n    if n:\n        return run(v, n - 1)\n    os.system('ls ' + v)\n@app.route('/')\ndef x():\n    run(request.args['v'], 3)\n    return ''\n", 7),
    "mutual recursion": ("def _a(v):\n    return _b(v)\ndef _b(v):\n    os.system('ls ' + v)\n    return _a(v)\n@app.route('/')\ndef x():\n    _a(request.args['v'])\n    return ''\n", 7),
    "nested function": ("@app.route('/')\ndef x():\n    v = request.args['v']\n    def inner():\n        os.system('ls ' + v)\n    inner()\n    return ''\n", 8),
    "method": ("class A:\n    def go(self, v):\n        os.system('ls ' + v)\n@app.route('/')\ndef x():\n    A().go(request.args['v'])\n    return ''\n", 6),
    "field": ("class A:\n    def __init__(self, v):\n        self.v = v\n    def go(self):\n        os.system('ls ' + self.v)\n@app.route('/')\ndef x():\n    A(request.args['v']).go()\n    return ''\n", 8),
    "field set by another method": ("class A:\n    def go(self):\n        os.system('ls ' + self.v)\n    def set(self, v):\n        self.v = v\nclass V(A):\n    pass\n@app.route('/')\ndef x():\n    a = A()\n    a.v = request.args['v']\n    a.go()\n    return ''\n", 6),
    "request kept in a field": ("class A:\n    def load(self):\n        self.v = request.args['v']\n    def go(self):\n        os.system('ls ' + self.v)\n", 8),
    "inherited": ("class A:\n    def go(self, v):\n        os.system('ls ' + v)\nclass B(A):\n    pass\n@app.route('/')\ndef x():\n    B().go(request.args['v'])\n    return ''\n", 6),
    "static": ("class A:\n    @staticmethod\n    def go(v):\n        os.system('ls ' + v)\n@app.route('/')\ndef x():\n    A.go(request.args['v'])\n    return ''\n", 7),
    "class method": ("class A:\n    @classmethod\n    def go(cls, v):\n        os.system('ls ' + v)\n@app.route('/')\ndef x():\n    A.go(request.args['v'])\n    return ''\n", 7),
    "property": ("class A:\n    def __init__(self, v):\n        self.v = v\n    @property\n    def cmd(self):\n        return 'ls ' + self.v\n@app.route('/')\ndef x():\n    os.system(A(request.args['v']).cmd)\n    return ''\n", 12),
    "data class": ("from dataclasses import dataclass\n@dataclass\nclass A:\n    v: str\n@app.route('/')\ndef x():\n    a = A(request.args['v'])\n    os.system('ls ' + a.v)\n    return ''\n", 11),
    "partial branch": ("@app.route('/')\ndef x():\n    v = request.args['v']\n    if v.isdigit():\n        c = v\n    else:\n        c = 'ls ' + v\n    os.system(c)\n    return ''\n", 11),
    "constant argument opens the branch": ("def _go(v, shell):\n    if shell:\n        os.system('ls ' + v)\n@app.route('/')\ndef x():\n    _go(request.args['v'], True)\n    return ''\n", 6),
    "exception path": ("@app.route('/')\ndef x():\n    v = request.args['v']\n    try:\n        v = int(v)\n    except ValueError:\n        pass\n    os.system(f'ls {v}')\n    return ''\n", 11),
    "comprehension": ("@app.route('/')\ndef x():\n    os.system(' '.join(f'-x {v}' for v in request.args.getlist('v')))\n    return ''\n", 6),
    "loop": ("@app.route('/')\ndef x():\n    c = 'ls'\n    for v in request.args.getlist('v'):\n        c += ' ' + v\n    os.system(c)\n    return ''\n", 9),
    "walrus": ("@app.route('/')\ndef x():\n    if v := request.args.get('v'):\n        os.system('ls ' + v)\n    return ''\n", 7),
    "global": ("CMD = 'ls'\n@app.route('/')\ndef x():\n    global CMD\n    CMD = request.args['v']\n    os.system(CMD)\n    return ''\n", 9),
    "default dictionary": ("@app.route('/')\ndef x():\n    o = {'v': request.args['v']}\n    os.system('ls {v}'.format(**o))\n    return ''\n", 7),
    "checked too late": ("@app.route('/')\ndef x():\n    v = request.args['v']\n    os.system('ls ' + v)\n    if not v.isalnum():\n        return ''\n    return ''\n", 7),
    "check of another": ("@app.route('/')\ndef x():\n    v, w = request.args['v'], request.args['w']\n    if w in ('a', 'b'):\n        os.system('ls ' + v)\n    return ''\n", 8),
    "open pattern": ("import re\n@app.route('/')\ndef x():\n    v = request.args['v']\n    if re.match('[a-z]+', v):\n        os.system('ls ' + v)\n    return ''\n", 9),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_found(name, seen):
    text, line = FOUND[name]
    assert ("FHC102", line) in seen(HEAD + text)


SAFE = {
    "checked in a function": "def check(v):\n    if v not in ('a', 'b'):\n        raise ValueError(v)\n@app.route('/')\ndef x():\n    v = request.args['v']\n    check(v)\n    os.system('ls ' + v)\n    return ''\n",
    "checked by a predicate": "def fine(v):\n    return v in ('a', 'b')\n@app.route('/')\ndef x():\n    v = request.args['v']\n    if not fine(v):\n        return ''\n    os.system('ls ' + v)\n    return ''\n",
    "checked by returns": "def fine(v):\n    if not v.isalnum():\n        return False\n    return True\n@app.route('/')\ndef x():\n    v = request.args['v']\n    if fine(v):\n        os.system('ls ' + v)\n    return ''\n",
    "cleaned in a function": "import shlex\ndef clean(v):\n    return shlex.quote(v)\n@app.route('/')\ndef x():\n    os.system('ls ' + clean(request.args['v']))\n    return ''\n",
    "constant result": "def pick(v):\n    return 'ls' if v == 'list' else 'id'\n@app.route('/')\ndef x():\n    os.system(pick(request.args['v']))\n    return ''\n",
    "constant argument closes the branch": "def _go(v, shell):\n    if shell:\n        os.system('ls ' + v)\n@app.route('/')\ndef x():\n    _go(request.args['v'], False)\n    return ''\n",
    "default closes the branch": "def _go(v, shell=False):\n    if shell:\n        os.system('ls ' + v)\n@app.route('/')\ndef x():\n    _go(request.args['v'])\n    return ''\n",
    "other field": "class A:\n    def __init__(self, v):\n        self.v = v\n        self.w = 'ls'\n    def go(self):\n        os.system(self.w)\n@app.route('/')\ndef x():\n    A(request.args['v']).go()\n    return ''\n",
    "unused argument": "def go(v):\n    os.system('ls')\n@app.route('/')\ndef x():\n    go(request.args['v'])\n    return ''\n",
}  # fmt: skip


@pytest.mark.parametrize("name", SAFE)
def test_silent(name, seen):
    assert [f for f in seen(HEAD + SAFE[name]) if f[0] == "FHC102"] == []


WRAPPER = "class Wrapper:\n    def __init__(self, request):\n        self.request = request\n    def value(self, name):\n        return self.request.args.get(name)\n    def fixed(self, name):\n        return 'fixed'\n"


def test_a_wrapper_in_another_file_passes_data_on_or_not(seen_in):
    files = {
        "lib/wrap.py": WRAPPER,
        "app.py": HEAD
        + "import lib.wrap\n@app.route('/')\ndef x():\n    w = lib.wrap.Wrapper(request)\n    os.system('ls ' + w.value('v'))\n    return ''\n"
        "@app.route('/y')\ndef y():\n    w = lib.wrap.Wrapper(request)\n    os.system('ls ' + w.fixed('v'))\n    return ''\n",
    }
    assert seen_in(files) == [("app.py", "FHC102", 8)]


def test_a_relative_import_is_followed(seen_in):
    files = {
        "site/wrap.py": "def safe(v):\n    return 'x'\n\ndef value(request, name):\n    return request.args[name]\n",
        "site/app.py": HEAD
        + "from .wrap import safe, value\n@app.route('/')\ndef x():\n    os.system('ls ' + safe(request.args['v']))\n    os.system('ls ' + value(request, 'v'))\n    return ''\n",
    }
    assert seen_in(files) == [("site/app.py", "FHC102", 8)]


def test_the_flow_tells_every_station(inspect):
    findings = inspect(HEAD + FOUND["two levels"][0]).findings
    steps = [step.location.line for step in findings[0].flow]
    assert steps == [10, 10, 7, 5]
