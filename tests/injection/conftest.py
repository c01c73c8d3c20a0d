"""Shared by the injection tests: one file through the guard, as a scan sees it."""

import pytest

from fumehood.core.finding import Confidence, Severity
from fumehood.core.language import language_of
from fumehood.core.source import Source
from fumehood.injection.guard import InjectionGuard


def scan(path, text):
    """All findings of the guard in a file."""
    guard = InjectionGuard()
    source = Source(path, text, language_of(path, text.partition("\n")[0]))
    return guard.inspect(source).findings if guard.wants(source) else []


def loud(path, text):
    """The findings that a scan shows and that count: medium severity and confidence, or more."""
    return [
        f
        for f in scan(path, text)
        if f.severity.rank >= Severity.MEDIUM.rank and f.confidence.rank >= Confidence.MEDIUM.rank
    ]


@pytest.fixture
def scanned():
    return scan


@pytest.fixture
def counted():
    return loud
