"""Every carrier gives exactly the names that it names, at their place."""

import json

import pytest

from fumehood.core.language import language_of
from fumehood.core.source import Source
from fumehood.packages.extract import all_mentions, language_of_text
from fumehood.packages.mention import Mention


def mentions(path: str, text: str) -> list[Mention]:
    language = language_of_text(text) if path == "-" else language_of(path, text.partition("\n")[0])
    return list(all_mentions(Source(path, text, language)))


def names(path: str, text: str) -> list[str]:
    return sorted(
        f"npm:{m.name}" if m.ecosystem == "npm" else m.name
        for m in mentions(path, text)
        if m.origin != "import"
    )


CASES = {
    "requirements": (
        "requirements.txt",
        ("# otter-comment\n-i https://h.example/simple\nA_Lib[x,y] >= 1.0 ; python_version < '3.12'  # newt\n"
        "b-lib==1 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\nc.lib @ https://h.example/c.zip\n./local\n"
        "file:///srv/d.whl\n-e ./e\nhttps://h.example/f.whl\ng-lib~=1.0;sys_platform=='win32'\n-c other.txt\n${VAR}\n"
        "h-lib>=1,<2, !=1.5\ni-lib (>=1)\n"),
        "A_Lib b-lib c.lib g-lib h-lib i-lib",
    ),
    "requirements of constraints in prose": ("docs/constraints.txt", "Limits\n======\n\nSome words on limits here.\n", ""),
    "PEP 621": (
        "pyproject.toml",
        ('[build-system]\nrequires = ["hatchling"]\n[project]\nname = "me"\ndependencies = [\n "a-lib[x]>=1", # "no-lib"\n '
        "'b-lib; python_version<\"3\"',\n 'me[extra]',\n]\n[project.optional-dependencies]\nx = ['c-lib']\n"
        '[project.scripts]\nno = "no.way:main"\n[project.urls]\nHome = "https://h.example"\n'),
        "a-lib b-lib c-lib hatchling me",
    ),
    "dependency groups": (
        "pyproject.toml",
        '[dependency-groups]\ntest = ["a-lib", {include-group = "docs"}]\ndocs = ["b-lib>=1"]\n',
        "a-lib b-lib",
    ),
    "poetry": (
        "pyproject.toml",
        ('[tool.poetry]\nname = "me"\n[tool.poetry.dependencies]\npython = "^3.11"\na-lib = "^1"\n'
        'b-lib = {version = "1", extras = ["x"]}\nc-lib = {path = "../c"}\n[tool.poetry.dependencies.d-lib]\nversion = "1"\n'
        'optional = true\n[tool.poetry.group.dev.dependencies]\ne-lib = "*"\n[tool.poetry.dev-dependencies]\nf-lib = "*"\n'
        '[tool.poetry.extras]\nx = ["d-lib"]\n'),
        "a-lib b-lib d-lib e-lib f-lib",
    ),
    "pdm, hatch, uv, flit, cibuildwheel": (
        "pyproject.toml",
        ('[tool.pdm.dev-dependencies]\ntest = ["a-lib"]\n[tool.hatch.envs.test]\ndependencies = ["b-lib"]\n'
        'extra-dependencies = ["c-lib"]\n[tool.hatch.envs.test.scripts]\nrun = "pip install d-lib"\n[tool.uv]\n'
        'dev-dependencies = ["e-lib"]\n[tool.uv.sources]\ne-lib = { index = "x" }\n[tool.flit.metadata]\nrequires = ["f-lib"]\n'
        '[tool.cibuildwheel]\ntest-requires = "g-lib"\nbefore-build = "pip install h-lib"\n'),
        "a-lib b-lib c-lib d-lib e-lib f-lib g-lib h-lib",
    ),
    "Pipfile": (
        "Pipfile",
        ('[[source]]\nurl = "https://h.example/simple"\nname = "x"\n[packages]\na-lib = "*"\nb-lib = {version = "*", extras = ["y"]}\n'
        'c-lib = {path = ".", editable = true}\n[dev-packages]\nd-lib = "*"\n[requires]\npython_version = "3"\n'),
        "a-lib b-lib d-lib",
    ),
    "hatch.toml": ("hatch.toml", '[envs.default]\ndependencies = ["a-lib"]\n', "a-lib"),
    "tox.toml": ("tox.toml", '[env_run_base]\ndeps = ["a-lib>=1"]\n', "a-lib"),
    "tox in pyproject": (
        "pyproject.toml",
        '[tool.tox]\nlegacy_tox_ini = """\n[testenv]\ndeps =\n  a-lib\ncommands = pip install b-lib\n"""\n',
        "a-lib b-lib",
    ),
    "poetry.lock": (
        "poetry.lock",
        ('[[package]]\nname = "a-lib"\nversion = "1"\n[package.dependencies]\nb-lib = "*"\n\n[[package]]\nname = "c-lib"\n'
        'version = "1"\n[package.source]\ntype = "directory"\nurl = "c"\n\n[metadata]\nlock-version = "2.0"\n'),
        "a-lib",
    ),
    "pdm.lock": ("pdm.lock", '[[package]]\nname = "a-lib"\n\n[[package]]\nname = "me"\npath = "."\neditable = true\n', "a-lib"),
    "pylock": (
        "pylock.toml",
        'lock-version = "1.0"\n[[packages]]\nname = "a-lib"\nversion = "1"\n[[packages]]\nname = "me"\n[packages.directory]\npath = "."\n',
        "a-lib",
    ),
    "Pipfile.lock": (
        "Pipfile.lock",
        '{"_meta": {"sources": [{"name": "x"}]}, "default": {"a-lib": {"version": "==1"}}, "develop": {"b-lib": {}}}',
        "a-lib b-lib",
    ),
    "package.json": (
        "package.json",
        json.dumps(
            {
                "name": "me", "dependencies": {"a-lib": "^1", "x": "npm:b-lib@1", "c": "workspace:*", "d": "link:../d"},
                "peerDependencies": {"@s/e-lib": ">=1"}, "optionalDependencies": {"f-lib": "*"}, "bin": {"no": "x"},
                "scripts": {"start": "npx g-lib && node x"}, "files": ["no-lib"], "keywords": ["no-lib"],
            }, indent=1,
        ),
        "npm:@s/e-lib npm:a-lib npm:b-lib npm:f-lib npm:g-lib",
    ),
    "package-lock of version 1": (
        "package-lock.json",
        ('{"name": "me", "lockfileVersion": 1, "dependencies": {"a-lib": {"version": "1", "requires": {"b-lib": "1"}, '
        '"dependencies": {"c-lib": {"version": "1"}}}}}'),
        "npm:a-lib npm:c-lib",
    ),
    "package-lock of version 3": (
        "package-lock.json",
        ('{"packages": {"": {"name": "me", "dependencies": {"a-lib": "1"}}, "w": {"name": "w"}, "node_modules/a-lib": {"version": '
        '"1"}, "node_modules/w": {"resolved": "w", "link": true}, "node_modules/x": {"version": "1", "name": "b-lib"}}}'),
        "npm:a-lib npm:b-lib",
    ),
    "pnpm": (
        "pnpm-lock.yaml",
        ("lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      no:\n        specifier: ^1\npackages:\n\n"
        "  '@s/a-lib@1.0.0':\n    resolution: {integrity: x}\n  b-lib@1.0.0:\n    resolution: {}\nsnapshots:\n  no@1.0.0: {}\n"),
        "npm:@s/a-lib npm:b-lib",
    ),
    "yarn 1": (
        "yarn.lock",
        '# yarn lockfile v1\n\n"@s/a-lib@^1", "@s/a-lib@^1.1":\n  version "1.1"\n  dependencies:\n    no "1"\n\nb-lib@^1:\n  version "1"\n',
        "npm:@s/a-lib npm:b-lib",
    ),
    "yarn 4": (
        "yarn.lock",
        '__metadata:\n  version: 8\n\n"a-lib@npm:^1":\n  version: 1\n\n"me@workspace:.":\n  version: 0\n\n"x@npm:b-lib@1":\n  version: 1\n',
        "npm:a-lib npm:b-lib",
    ),
    "bun": ("bun.lock", '{"packages": {"a-lib": ["a-lib@1.0.0", "", {}, "sha"], "w": ["w@workspace:w"],}}', "npm:a-lib"),
    "setup.cfg": (
        "setup.cfg",
        ("[metadata]\nname = me\ndescription = a thing\n[options]\npackages = find:\ninstall_requires =\n  # words\n  a-lib>=1\n  b-lib; "
        "python_version < '3'\n[options.extras_require]\nx = c-lib; d-lib\ny =\n  e-lib\n[options.entry_points]\nno = no:x\n"),
        "a-lib b-lib c-lib d-lib e-lib",
    ),
    "setup.py": (
        "setup.py",
        ("from setuptools import setup\nA = ['a-lib']\nA += ['b-lib>=1']\nEXTRAS = {'x': ['c-lib'], 'y': A}\n"
        "EXTRAS['z'] = ['d-lib']\nsetup(name='me', install_requires=A, extras_require=EXTRAS,\n"
        "  tests_require='e-lib\\nf-lib'.split(), classifiers=['no-lib'], setup_requires=['g-lib'] if True else [])\n"),
        "a-lib b-lib c-lib d-lib e-lib f-lib g-lib",
    ),
    "tox.ini": (
        "tox.ini",
        ("[tox]\nrequires = a-lib\nenvlist = py311\n[testenv:x]\ndeps =\n  -r req.txt\n  b-lib\n  py{311,312}: c-lib[x]\n"
        "  -e .\n  ./local\ncommands =\n  pip install d-lib\n  pytest {posargs}\n"),
        "a-lib b-lib c-lib d-lib",
    ),
    "PEP 723": (
        "tool.py",
        ('#!/usr/bin/env -S uv run\n# /// script\n# requires-python = ">=3.11"\n# dependencies = [\n#   "a-lib>=1",\n#   "b-lib",\n'
        '# ]\n# ///\nimport os\n# dependencies = ["no-lib"]\n'),
        "a-lib b-lib",
    ),
    "conda": (
        "environment.yml",
        ("name: e\nchannels: [conda-forge]\ndependencies:\n  - python=3.12\n  - numpy\n  - pip\n  - pip:\n    - a-lib==1\n"
        "    - -r req.txt\n    - 'b-lib>=2'  # words\n    - git+https://h.example/x.git\nvariables:\n  X: y\n"),
        "a-lib b-lib",
    ),
    "pre-commit": (
        ".pre-commit-config.yaml",
        ("repos:\n- repo: https://h.example/x\n  rev: v1\n  hooks:\n  - id: mypy\n    additional_dependencies: [a-lib, 'b-lib==1']\n"
        "  - id: eslint\n    additional_dependencies:\n    - c-lib@1\n    - '@s/d-lib'\n  - id: x\n    language: python\n"
        "    additional_dependencies:\n      - e-lib>=1\n    args: [no-lib]\n"),
        "a-lib b-lib e-lib npm:@s/d-lib npm:c-lib",
    ),
    "dev container": (
        ".devcontainer/devcontainer.json",
        ('{\n // words\n "postCreateCommand": "pip install a-lib && npm i -g b-lib",\n "onCreateCommand": ["pip", "install", "c-lib"],\n'
        ' "postStartCommand": {"x": "uv add d-lib", "y": ["npx", "e-lib"]},\n "image": "no/lib"\n}'),
        "a-lib c-lib d-lib npm:b-lib npm:e-lib",
    ),
    "MCP servers": (
        ".mcp.json",
        ('{"mcpServers": {"a": {"command": "npx", "args": ["-y", "@s/a-lib@1.2", "no-lib"]}, "b": {"args": ["--from", "b-lib", '
        '"x"], "command": "uvx"}, "c": {"command": "node", "args": ["no.js"]}, "d": {"command": "uv", "args": ["run", "--with", '
        '"d-lib", "x.py"], "env": {"X": "no-lib"}}}}'),
        "b-lib d-lib npm:@s/a-lib",
    ),
    "MCP servers of an editor": (
        ".vscode/mcp.json",
        '{"servers": {"a": {"type": "stdio", "command": "uvx", "args": ["a-lib"]}}}',
        "a-lib",
    ),
    "GitHub workflow": (
        ".github/workflows/x.yml",
        ("name: pip install no-lib\njobs:\n  t:\n    steps:\n    - name: pip install no-lib\n      run: pip install a-lib\n"
        "    - run: |\n        # pip install no-lib\n        npm i b-lib\n        pip install \\\n          c-lib\n"),
        "a-lib c-lib npm:b-lib",
    ),
    "GitLab CI": (".gitlab-ci.yml", 't:\n  before_script:\n    - pip install a-lib\n  script: ["npx b-lib"]\n', "a-lib npm:b-lib"),
    "PowerShell": ("setup.ps1", "# pip install no-lib\n& python -m pip install a-lib `\n  b-lib\n$env:X = 'pip install no-lib'\n", "a-lib b-lib"),
    "notebook": (
        "a.ipynb",
        json.dumps(
            {
                "cells": [
                    {"cell_type": "markdown", "source": ["Please pip install no-lib.\n", "Run `pip install a-lib`.\n"]},
                    {"cell_type": "code", "source": "!pip install -q b-lib\n%pip install c-lib\nx = 1", "outputs": [
                        {"text": ["pip install no-lib"]}]},
                    {"cell_type": "code", "source": ["%%bash\n", "pip install d-lib\n"]},
                    {"cell_type": "code", "source": ["!{sys.executable} -m pip install e-lib"]},
                ]
            }
        ),
        "a-lib b-lib c-lib d-lib e-lib",
    ),
    "Python calls": (
        "x.py",
        ("import os, subprocess, sys\nos.system('pip install a-lib')\nsubprocess.run(['npm', 'install', 'b-lib'])\n"
        "subprocess.check_call([sys.executable, '-m', 'pip', 'install', 'c-lib', X, *Y])\n"
        "subprocess.run(f'pip install {x} d-lib', shell=True)\nprint('pip install no-lib')\nlog.info(['pip', 'install', 'no-lib'])\n"
        "'''\npip install no-lib\n'''\n# pip install no-lib\n"),
        "a-lib c-lib d-lib npm:b-lib",
    ),
    "nox": ("noxfile.py", "import nox\n@nox.session\ndef t(session):\n    session.install('a-lib', '-r', 'x.txt', '.[x]')\n", "a-lib"),
    "Markdown": (
        "README.md",
        ("Just pip install no-lib or npm install no-lib.\n\n    pip install a-lib\n\n- Use `uv add b-lib`.\n\n> ```sh\n> pip install c-lib\n"
        "> ```\n\n```\n$ pip install d-lib\nCollecting no-lib\n```\n\n```text\npip install is a command\n```\n\n"
        "```toml\n[project]\ndependencies = ['e-lib']\n```\n\n```requirements.txt\nf-lib\n```\n\n$ npx g-lib\n\n<code>pip install h-lib</code>\n"
        '\n```json\n{"mcpServers": {"x": {"command": "npx", "args": ["i-lib"]}}}\n```\n'),
        "a-lib b-lib c-lib d-lib e-lib f-lib h-lib npm:g-lib npm:i-lib",
    ),
    "reST": (
        "a.rst",
        ("Please pip install no-lib.\n\nRun ``pip install a-lib``::\n\n    $ pip install b-lib\n    done\n\n.. code-block:: bash\n\n"
        "   npm i c-lib\n"),
        "a-lib b-lib npm:c-lib",
    ),
    "a chat answer": ("-", "You should pip install things. Do this:\n\n```\npip install a-lib\n```\n\nor `npm i b-lib`.\n", "a-lib npm:b-lib"),
    "requirements on standard input": ("-", "a-lib==1\nb-lib>=2\n", "a-lib b-lib"),
    "package.json on standard input": ("-", '{"dependencies": {"a-lib": "1"}}', "npm:a-lib"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_names(case: str) -> None:
    path, text, expected = CASES[case]
    assert names(path, text) == sorted(expected.split())


@pytest.mark.parametrize("case", CASES)
def test_positions_are_those_of_the_names(case: str) -> None:
    path, text, _ = CASES[case]
    for mention in mentions(path, text):
        if mention.origin != "import" and mention.name in text[: mention.end]:
            assert text[mention.start : mention.end] == mention.name


def test_an_import_has_the_name_of_its_distribution() -> None:
    text = "import cv2, numpy as np\nfrom google.cloud import storage\nimport os.path\nfrom . import here\nimport yaml.x\n"
    found = {m.name for m in mentions("x.py", text)}
    assert {"opencv-python", "numpy", "PyYAML"} <= found
    assert not {"os", "here"} & found


def test_own_name_and_members_are_no_packages_of_a_lock() -> None:
    text = (
        'version = 1\n[[package]]\nname = "me"\nsource = { virtual = "." }\n[[package]]\nname = "member"\n'
        'source = { editable = "x" }\n[[package]]\nname = "a-lib"\nsource = { registry = "https://h.example/simple" }\n'
    )
    assert names("uv.lock", text) == ["a-lib"]
