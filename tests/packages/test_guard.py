"""The guard over small projects: what it reports, and above all what it leaves alone."""

import msgspec
import pytest

from fumehood.core.finding import Finding
from fumehood.core.guard import Project
from fumehood.core.inspect_source import inspect_source
from fumehood.core.language import language_of
from fumehood.core.report import Unscanned
from fumehood.core.source import Source
from fumehood.packages.answer import Answer, Reason
from fumehood.packages.facts import PackageFacts
from fumehood.packages.guard import PackagesGuard
from fumehood.packages.verdict import Judge

ABSENT = "otterschemata"  # no index has it


def scan(files: dict[str, str], judge: Judge | None = None) -> list[Finding]:
    """The findings in a project, its facts sent through the wire as the engine does."""
    guard = PackagesGuard(judge)
    findings: list[Finding] = []
    facts: dict[str, list[PackageFacts]] = {}
    for path, text in files.items():
        for _, inspection in inspect_source(
            Source(path, text, language_of(path, text.partition("\n")[0])), [guard]
        ):
            findings += inspection.findings
            if inspection.facts is not None:
                wire = msgspec.msgpack.encode(inspection.facts)
                facts.setdefault(path, []).append(msgspec.msgpack.decode(wire, type=PackageFacts))
    return [*findings, *guard.conclude(facts, Project(paths=sorted(files)))]


def shown(findings: list[Finding]) -> list[str]:
    """Rule, path and line of what a person sees by default."""
    return sorted(f"{f.rule} {f.location.path}:{f.location.line}" for f in findings if f.confidence.rank >= 1)


def test_the_lessons_imports_are_found_at_their_lines() -> None:
    text = (
        "import numpy as np\nfrom datavalidator import validate_schema  # AI suggested this\n"
        "from flask_secure_session import SecureSession  # AI suggested this\n\n\ndef process_data(data):\n"
        '    validate_schema(data, schema="research_v1")\n'
    )
    found = shown(scan({"app.py": text}))
    assert [f.split(":")[1] for f in found if f.startswith("FHP")] == ["2", "3"]


def test_an_absent_requirement_and_its_import_are_both_found() -> None:
    files = {"requirements.txt": f"flask\n{ABSENT}\n", "app.py": f"import flask\nimport {ABSENT}\n"}
    assert shown(scan(files)) == ["FHP001 requirements.txt:2", "FHP007 app.py:2"]


def test_one_finding_for_a_name_in_a_file_with_its_other_places() -> None:
    files = {"a.sh": f"pip install {ABSENT}\npip install {ABSENT}\n", "b.sh": f"pip install {ABSENT}\n"}
    findings = scan(files)
    assert shown(findings) == ["FHP001 a.sh:1", "FHP001 b.sh:1"]


@pytest.mark.parametrize(
    "files",
    [
        {"app.py": f"import {ABSENT}\n", f"{ABSENT}.py": ""},
        {"app.py": f"import {ABSENT}.deep\n", f"src/{ABSENT}/deep.py": ""},
        {"app.py": f"from {ABSENT} import x\n", f"lib/{ABSENT}/inner/x.py": ""},
        {"tests/test_a.py": f"import {ABSENT}\n", f"tests/helpers/{ABSENT}.py": ""},
        {"app.py": f"import {ABSENT}\n", "pyproject.toml": f'[project]\nname = "{ABSENT}"\n'},
        {"app.py": f"import {ABSENT}\n", f"ext/{ABSENT}.pyx": ""},
        {"app.py": "import _otterschemata\nimport otter_schemata_pb2\nimport ui_otterschemata\n"},
        {"app.py": f"try:\n    import {ABSENT}\nexcept ImportError:\n    {ABSENT} = None\n"},
        {"app.py": f"try:\n    import json\nexcept ImportError:\n    import {ABSENT} as json\n"},
        {"app.py": f"try:\n    import json\n    from {ABSENT} import (\n        x,\n    )\nexcept (ValueError, ModuleNotFoundError):\n    pass\n"},
        {"app.py": f"from contextlib import suppress\nwith suppress(ImportError):\n    import {ABSENT}\n"},
        {"app.py": f"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    # words\n    import {ABSENT}\n"},
        {"app.py": f"if has_otter():\n    x = 1\n    import {ABSENT}\n".replace("has_otter", "find_spec")},
        {"test_a.py": f"import pytest\npytest.importorskip('{ABSENT}')\nimport {ABSENT}\n"},
        {"app.py": f'"""Use it:\n\nimport {ABSENT}\n"""\nX = \'\'\'\nimport {ABSENT}\n\'\'\'\n# import {ABSENT}\n'},
        {"app.py": f"print('import {ABSENT}')\nfrom . import {ABSENT}\nfrom .{ABSENT} import x\n"},
        {"app.py": "import ConfigParser, urllib2, StringIO\n"},
        {"app.py": "import bpy\nimport otterblenderthing\n"},
        {"app.py": "import cv2, sklearn, yaml, PIL, bs4, git, dotenv, jwt, attr, google.cloud.storage\n"},
        {"app.py": f"import {ABSENT}\n", "environment.yml": f"dependencies:\n  - {ABSENT}\n"},
        {"package.xml": f"<package><exec_depend>{ABSENT}</exec_depend></package>", "a.py": f"import {ABSENT}\n"},
        {"docs/guide.rst": f".. code-block:: python\n\n   import {ABSENT}\n"},
        {"README.md": "```python\nimport my_package\nimport package_name\n```\n"},
    ],
)  # fmt: skip
def test_imports_that_are_left_alone(files: dict[str, str]) -> None:
    assert shown(scan(files)) == []


@pytest.mark.parametrize(
    "files",
    [
        {"app.py": f"def f():\n    import {ABSENT}\n"},
        {"app.py": f"try:\n    import {ABSENT}\nexcept ValueError:\n    pass\n"},
        {"app.py": f"try:\n    import json\nexcept ImportError:\n    pass\nimport {ABSENT}\n"},
        {"app.py": f"x = '''a'''\nimport {ABSENT}\n"},
        {"README.md": f"```python\nimport {ABSENT}\n```\n"},
        {"a.ipynb": '{"cells": [{"cell_type": "code", "source": ["import ' + ABSENT + '\\n"]}]}'},
    ],
)
def test_imports_that_are_found(files: dict[str, str]) -> None:
    assert [f.split()[0] for f in shown(scan(files))] == ["FHP007"]


def test_an_unknown_module_may_come_from_a_little_known_requirement() -> None:
    class Known(Judge):
        def answer(self, name, ecosystem="pypi"):
            answer = super().answer(name, ecosystem)
            return msgspec.structs.replace(answer, verdict="unverified") if name == "heron-sdk" else answer

    files = {"requirements.txt": "heron-sdk\n", "app.py": f"import {ABSENT}\n"}
    assert shown(scan(files, Known())) == []
    assert "FHP007" in {f.rule for f in scan(files, Known())}


def test_private_and_listed_names() -> None:
    judge = Judge(private=["otter*"], malicious={"heron-bad": "steals"})
    files = {"requirements.txt": "otter-inner\nheron-bad\n"}
    assert shown(scan(files, judge)) == ["FHP003 requirements.txt:2"]


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "Run `pip install your-package` or `pip install my-otter-plugin`.\n"},
        {"pyproject.toml": f'[project]\nname = "{ABSENT}"\n', "README.md": f"`pip install {ABSENT}[all]`\n"},
        {
            "pyproject.toml": '[project]\ndependencies = ["otterx"]\n[tool.uv.sources]\notterx = {workspace = true}\n'
        },
        {"uv.lock": f'[[package]]\nname = "{ABSENT}"\nsource = {{ registry = "https://h.example" }}\n'},
        {"package.json": f'{{"dependencies": {{"{ABSENT}": "1"}}}}'},
        {"tests/data/pyproject.toml": f'[project]\ndependencies = ["{ABSENT}"]\n'},
        {"requirements.txt": f"--index-url https://h.example/simple\n./{ABSENT}\n"},
        {"docs/constraints.txt": "Some words about limits\nthat nobody should\ntake for requirements here\n"},
    ],
)
def test_names_that_are_left_alone(files: dict[str, str]) -> None:
    assert shown(scan(files)) == []


def test_no_secret_of_an_address_is_told() -> None:
    token = "x" * 5 + "Y7" * 10
    text = f"git+https://user:{token}@git.example.org/o/o.git\n--extra-index-url https://{token}@h.example/simple\n"
    findings = scan({"requirements.txt": text})
    assert {f.rule for f in findings} == {"FHP004", "FHP005"}
    for finding in findings:
        assert token not in finding.message + str(finding.evidence)
        assert any(text[a:b].endswith(token) for a, b in finding.sensitive)


def test_foreign_letters_are_named() -> None:
    findings = scan({"requirements.txt": "r\u0435quests\n"})
    assert [f.rule for f in findings] == ["FHP002"]


def test_conclude_asks_for_each_name_once() -> None:
    asked: list[str] = []

    class Counting(Judge):
        def answer(self, name, ecosystem="pypi"):
            asked.append(name)
            return super().answer(name, ecosystem)

    scan(
        {f"a{i}.py": "import requests, otterx\n" for i in range(5)} | {"requirements.txt": "Requests\n"},
        Counting(),
    )
    assert sorted(map(str.lower, asked)) == ["otterx", "requests"]


def test_an_unreadable_index_is_told() -> None:
    class Blind(Judge):
        def answer(self, name, ecosystem="pypi"):
            why = Reason("index-unreadable", "the list cannot be read")
            return Answer(name=name, ecosystem=ecosystem, verdict="unchecked", reasons=(why,))

    guard = PackagesGuard(Blind())
    source = Source("requirements.txt", "flask\nrequests\n", "requirements")
    facts = {source.path: [guard.inspect(source).facts]}
    concluded = list(guard.conclude(facts, Project(paths=[source.path])))
    assert concluded == [Unscanned(".", "packages: the list cannot be read")]
