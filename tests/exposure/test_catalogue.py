"""Every format of every rule: a keyword, an example that reports, and a bounded expression."""

import re

import pytest
from looking import rules

from fumehood.exposure.detect.provider import keywords_of, matcher, shapes
from fumehood.exposure.rules.catalogue import entries

SHAPES = [pytest.param(n, id=f"{entry.id}-{n}") for n, (entry, _) in enumerate(shapes())]


@pytest.mark.parametrize("number", SHAPES)
def test_keywords_are_long_enough_for_the_prefilter(number):
    words = keywords_of(shapes()[number][1])
    assert words
    assert all(len(w) >= 2 if "." in w or "_" in w else len(w) >= 3 or w == "sk" for w in words)
    assert all(w == w.lower() for w in words)


@pytest.mark.parametrize("number", SHAPES)
def test_no_repeat_is_unbounded(number):
    source = matcher(number).expression.pattern
    bare = re.sub(r"\[(?:\\.|[^\]])*\]|\\.", "", source)
    assert "*" not in bare
    assert "+" not in bare


def test_there_are_many_formats():
    assert len(shapes()) >= 250
    assert len(entries()) >= 45


def test_other_guards_tokens_do_not_report_as_something_else():
    assert rules("token = 'ghp_{with-checksum30}'") == ["FHE105"]
    assert rules("key = 'sk-ant-api03-{url93}AA'") == ["FHE112"]
    assert rules("OPENAI_API_KEY='sk-proj-{url74}T3BlbkFJ{url74}'") == ["FHE111"]
