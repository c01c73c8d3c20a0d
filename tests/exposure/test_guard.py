"""What the guard does with a file as a whole: severity by place, hostile input, positions."""

import pytest
from looking import findings, rules

from fumehood.core.finding import Confidence, Severity
from fumehood.core.source import Source
from fumehood.exposure.guard import ExposureGuard


def test_a_private_key_is_critical_in_the_product_and_nowhere_else():
    (found,) = findings("{private-key}\n", "deploy/id_rsa")
    assert found.severity is Severity.CRITICAL
    assert (found.location.line, found.location.end_line) == (1, 9)
    for path in ("tests/id_rsa", "docs/key.pem", "examples/key.pem", "node_modules/x/key.pem"):
        (found,) = findings("{private-key}\n", path)
        assert found.severity is Severity.MEDIUM
        assert found.confidence is Confidence.HIGH


def test_documents_inside_files_are_not_looked_at_again():
    source = Source("a.md", "```python\nx = 1\n```\n", "markdown")
    child = source.slice(10, 15, "python")
    guard = ExposureGuard()
    assert guard.wants(source)
    assert not guard.wants(child)


def test_a_value_in_a_notebook_is_found_at_its_line():
    text = '{\n "cells": [\n  {"source": ["api_key = \\"{alnum32}\\"\\n"]}\n ]\n}\n'
    (found,) = findings(text, "work.ipynb")
    assert found.location.line == 3


def test_characters_that_grow_in_lower_case_do_not_shift_positions():
    text = "\u0130\u0130\u0130 token = 'ghp_{with-checksum30}'"
    (found,) = findings(text)
    assert found.location.column == text.index("ghp_") + 1


HOSTILE = {
    "one long line of names": "password" * 120_000,
    "one long line of equals signs": "password=" * 110_000,
    "one long line of quotes": "token='" * 140_000,
    "one long line of braces": '{"key":' * 140_000,
    "one long line of schemes": "http://a:b" * 100_000,
    "one long line of dashes": "-----BEGIN " * 90_000,
    "one long base64 line": "QUtJQ" * 200_000,
    "one long line of digits": "123456" * 160_000,
    "many headers": "Authorization: Bearer " * 45_000,
    "begin without end": "-----BEGIN PRIVATE KEY-----\n" * 35_000,
    "deep lists": '"tokens": [' * 90_000,
    "wide csv": ",".join(["password"] * 20_000)
    + "\n"
    + ",".join(["x"] * 20_000)
    + "\n"
    + ",".join(["y"] * 20_000),
    "null bytes": "\0" * 1000 + "password = '" + "\0" * 1000,
    "surrogates": "\udc80password = '\udcff'" * 1000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends(name):
    path = "data/a.csv" if "csv" in name else "src/a.js"
    source = Source(path, HOSTILE[name], "csv" if "csv" in name else "javascript")
    found = ExposureGuard().inspect(source)
    assert isinstance(found.findings, list)


def test_two_secrets_on_one_line_are_two_findings():
    assert rules('a(token="glpat-{url20}", api_key="{alnum32}")') == ["FHE107", "FHE182"]


def test_an_id_and_its_secret_are_one_finding():
    text = "[default]\naws_access_key_id = AKIA{otp16}\naws_secret_access_key = {sextet40}\n"
    (found,) = findings(text, "home/credentials")
    assert found.severity is Severity.CRITICAL
    assert (found.location.line, found.location.end_line) == (2, 3)
    assert len(found.sensitive) == 2
    assert len(found.evidence["aws_account"]) == 12


def test_every_finding_says_where_it_stands_and_keeps_its_message_short():
    for found in findings('password = "{some-password}"', "tests/a.py"):
        assert found.evidence["place"] == "tests"
        assert not found.message.endswith(".")
