"""What is checked, escaped, parameterised or constant is silent."""

import pytest

HEAD = "from flask import Flask, request, redirect, abort, jsonify\nimport os, re, shlex, subprocess, sqlite3\nfrom pathlib import Path\nfrom urllib.parse import urlparse\napp = Flask(__name__)\n"
ROUTE = "@app.route('/x')\ndef x():\n    v = request.args.get('v', '')\n"
SAFE = {
    "parameters": "    sqlite3.connect('d').execute('SELECT * FROM t WHERE n = ?', (v,))\n    return {}\n",
    "named parameters": "    sqlite3.connect('d').execute('SELECT * FROM t WHERE n = :n', {'n': v})\n    return {}\n",
    "placeholders by count": "    ids = request.args.getlist('id')\n    marks = ','.join('?' * len(ids))\n    sqlite3.connect('d').execute(f'SELECT * FROM t WHERE id IN ({marks})', ids)\n    return {}\n",
    "placeholders by loop": "    ids = request.args.getlist('id')\n    marks = ','.join('?' for _ in ids)\n    sqlite3.connect('d').execute('SELECT * FROM t WHERE id IN (%s)' % marks, ids)\n    return {}\n",
    "number": "    n = int(v)\n    sqlite3.connect('d').execute(f'SELECT * FROM t WHERE id = {n}')\n    return {}\n",
    "number format": "    sqlite3.connect('d').execute('SELECT * FROM t WHERE id = %d' % request.args['v'])\n    return {}\n",
    "allow list": "    if v not in ('name', 'date'):\n        abort(400)\n    sqlite3.connect('d').execute(f'SELECT * FROM t ORDER BY {v}')\n    return {}\n",
    "allow list of a constant": "    ALLOWED = {'name', 'date'}\n    if v in ALLOWED:\n        sqlite3.connect('d').execute(f'SELECT * FROM t ORDER BY {v}')\n    return {}\n",
    "table lookup": "    column = {'n': 'name', 'd': 'date'}.get(v, 'id')\n    sqlite3.connect('d').execute(f'SELECT * FROM t ORDER BY {column}')\n    return {}\n",
    "table index": "    column = {'n': 'name', 'd': 'date'}[v]\n    sqlite3.connect('d').execute(f'SELECT * FROM t ORDER BY {column}')\n    return {}\n",
    "equality": "    if v == 'all':\n        os.system('ls ' + v)\n    return {}\n",
    "conditional expression": "    d = 'DESC' if v == 'desc' else 'ASC'\n    sqlite3.connect('d').execute(f'SELECT * FROM t ORDER BY n {d}')\n    return {}\n",
    "checked conditional": "    d = v if v in ('ASC', 'DESC') else 'ASC'\n    sqlite3.connect('d').execute(f'SELECT * FROM t ORDER BY n {d}')\n    return {}\n",
    "shell quote": "    os.system('ls ' + shlex.quote(v))\n    return {}\n",
    "list": "    subprocess.run(['ls', '--', v])\n    return {}\n",
    "full match": "    if not re.fullmatch(r'[a-z0-9-]+', v):\n        abort(400)\n    os.system('ping ' + v)\n    return {}\n",
    "compiled pattern": "    if re.compile(r'^\\w+$').match(v):\n        os.system('ping ' + v)\n    return {}\n",
    "is digit": "    if v.isdigit():\n        os.system('kill ' + v)\n    return {}\n",
    "is alnum inverted": "    if not v.isalnum():\n        return {}, 400\n    os.system('id ' + v)\n    return {}\n",
    "all characters": "    if all(c.isalnum() or c in '-_' for c in v):\n        os.system('id ' + v)\n    return {}\n",
    "basename": "    return {'t': open(os.path.join('/srv', os.path.basename(v))).read()}\n",
    "resolved": "    base = Path('/srv').resolve()\n    p = (base / v).resolve()\n    if base not in p.parents:\n        abort(404)\n    return {'t': p.read_text()}\n",
    "is relative": "    base = Path('/srv').resolve()\n    p = (base / v).resolve()\n    if not p.is_relative_to(base):\n        abort(404)\n    return {'t': p.read_text()}\n",
    "relative to raises": "    base = Path('/srv').resolve()\n    p = (base / v).resolve()\n    p.relative_to(base)\n    return {'t': p.read_text()}\n",
    "realpath": "    p = os.path.realpath(os.path.join('/srv', v))\n    if not p.startswith('/srv/'):\n        abort(404)\n    return {'t': open(p).read()}\n",
    "abspath inline": "    p = os.path.join('/srv', v)\n    if os.path.abspath(p).startswith('/srv/'):\n        return {'t': open(p).read()}\n    return {}\n",
    "common path": "    p = os.path.realpath(os.path.join('/srv', v))\n    if os.path.commonpath(['/srv', p]) != '/srv':\n        abort(404)\n    return {'t': open(p).read()}\n",
    "dots refused": "    if '..' in v or v.startswith('/'):\n        abort(404)\n    return {'t': open('/srv/' + v).read()}\n",
    "secure filename": "    from werkzeug.utils import secure_filename\n    return {'t': open('/srv/' + secure_filename(v)).read()}\n",
    "listed": "    if v not in os.listdir('/srv'):\n        abort(404)\n    return {'t': open('/srv/' + v).read()}\n",
    "escaped": "    import html\n    return '<b>' + html.escape(v) + '</b>'\n",
    "markupsafe": "    from markupsafe import escape\n    return f'<b>{escape(v)}</b>'\n",
    "json": "    return jsonify(name=v)\n",
    "dictionary": "    return {'name': v}\n",
    "template variable": "    from flask import render_template_string\n    return render_template_string('<b>{{ v }}</b>', v=v)\n",
    "redirect to a path": "    return redirect('/users/' + v)\n",
    "redirect host checked": "    if urlparse(v).netloc not in ('', 'example.org'):\n        abort(400)\n    return redirect(v)\n",
    "ssrf host checked": "    import requests\n    if urlparse(v).hostname != 'example.org':\n        abort(400)\n    return {'t': requests.get(v, timeout=5).text}\n",
    "early return": "    if not v:\n        return {}\n    v = 'fixed'\n    os.system('ls ' + v)\n    return {}\n",
    "dead branch": "    debug = False\n    if debug:\n        os.system('ls ' + v)\n    return {}\n",
    "overwritten": "    cmd = 'ls ' + v\n    cmd = 'ls'\n    os.system(cmd)\n    return {}\n",
    "after return": "    return {}\n    os.system(v)\n",
    "loop over constants": "    for t in ('a', 'b'):\n        sqlite3.connect('d').execute(f'DELETE FROM {t}')\n    return {}\n",
    "other key": "    d = {}\n    d['safe'] = 'ls'\n    d['v'] = v\n    os.system(d['safe'])\n    return {}\n",
    "other item": "    items = ['ls', v]\n    os.system(items[0])\n    return {}\n",
    "popped": "    items = ['ls', v]\n    items.pop()\n    os.system(items[-1])\n    return {}\n",
    "length": "    os.system(f'head -c {len(v)} /etc/motd')\n    return {}\n",
    "uuid": "    import uuid\n    return {'t': open(f'/srv/{uuid.UUID(v)}').read()}\n",
    "isinstance": "    w = request.json\n    if isinstance(w, int):\n        os.system(f'kill {w}')\n    return {}\n",
    "try int": "    try:\n        n = int(v)\n    except ValueError:\n        n = 0\n    os.system(f'kill {n}')\n    return {}\n",
    "enumeration": "    import enum\n    class Colour(enum.Enum):\n        RED = 'red'\n    os.system('paint ' + Colour(v).value)\n    return {}\n",
    "literal eval": "    import ast\n    return {'v': ast.literal_eval(v)}\n",
    "safe load": "    import yaml\n    return {'v': yaml.safe_load(v)}\n",
    "case constants": "    match v:\n        case 'a' | 'b':\n            c = 'ls'\n        case _:\n            c = 'id'\n    os.system(c)\n    return {}\n",
    "xpath variable": "    from lxml import etree\n    return {'n': len(etree.parse('x.xml').xpath('//a[@n=$n]', n=v))}\n",
    "converter": "    return {}\n@app.route('/u/<int:uid>')\ndef u(uid):\n    os.system(f'id {uid}')\n    return {}\n",
    "loop check": "    for bad in ('..', '/'):\n        if bad in v:\n            abort(400)\n    return {'t': open('/srv/' + v).read()}\n",
    "any check": "    if any(c in v for c in ';|&$`'):\n        abort(400)\n    return {}\n",
}  # fmt: skip


@pytest.mark.parametrize("name", SAFE)
def test_safe_code_is_silent(name, seen):
    assert seen(HEAD + ROUTE + SAFE[name]) == []


SAFE_BARE = {
    "generic open": "def load(path):\n    with open(path) as f:\n        return f.read()\n",
    "generic run": "import subprocess\ndef run(args):\n    return subprocess.run(args, check=True)\n",
    "generic shell": "import subprocess\ndef run(command):\n    return subprocess.run(command, shell=True)\n",
    "generic query": "def query(cursor, sql, values=()):\n    cursor.execute(sql, values)\n    return cursor.fetchall()\n",
    "table name": "def count(cursor, table):\n    cursor.execute(f'SELECT COUNT(*) FROM {table}')\n    return cursor.fetchone()\n",
    "quoted name": "def count(cursor, table):\n    cursor.execute('SELECT * FROM %s WHERE a = 1' % quote_name(table))\n",
    "private helper": "import os\ndef _ping(host):\n    os.system('ping ' + host)\ndef main():\n    _ping('localhost')\n",
    "environment": "import os\ndef go():\n    os.system(os.environ['EDITOR'] + ' x')\n",
    "logging": "import logging\nlog = logging.getLogger()\ndef go(name):\n    log.info('hello %s', name)\n",
    "typed": "import os\ndef kill(pid: int):\n    os.system(f'kill {pid}')\n",
    "path argument": "from pathlib import Path\ndef read(folder, name):\n    return (Path(folder) / name).read_text()\n",
    "relative to the module": "import os\nHERE = os.path.dirname(__file__)\ndef read(name):\n    return open(os.path.join(HERE, 'data', name)).read()\n",
    "api client": "import requests\ndef user(name):\n    return requests.get(f'https://api.example.org/users/{name}', timeout=5).json()\n",
    "md5 as a cache key": "import hashlib\ndef key(data):\n    return hashlib.md5(data).hexdigest()\n",
    "random game": "import random\ndef roll():\n    return random.choice([1, 2, 3])\n",
    "execute of something else": "def run(executor, name):\n    executor.execute(f'task-{name}')\n",
    "not sql": "def go(db, name):\n    db.execute(build(name))\n",
}  # fmt: skip


@pytest.mark.parametrize("name", SAFE_BARE)
def test_ordinary_library_code_is_silent(name, seen):
    assert seen(SAFE_BARE[name]) == []
