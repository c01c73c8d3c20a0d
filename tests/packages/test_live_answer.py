from datetime import UTC, datetime, timedelta

import pytest

from fumehood.packages.online.live_answer import live_answer
from fumehood.packages.online.presence import Failed, Found, Missing
from fumehood.packages.verdict import Judge

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def judge(indexes):
    return Judge(indexes, private=["corp-*"], malicious={"evil": "x"})


def found(days=None, versions=3, status="active"):
    first = None if days is None else NOW - timedelta(days=days)
    return Found(index="i.invalid", versions=versions, first_upload=first, last_upload=first, status=status)


def ask(judge, name, presence, ecosystem="pypi"):
    answer = live_answer(judge.answer(name, ecosystem), presence, judge, NOW)
    return answer.verdict, [reason.code for reason in answer.reasons]


FAILED = Failed("i.invalid", "index-timed-out", "late")
GONE = Missing("i.invalid")


def test_no_answer_is_never_fine(judge):
    assert ask(judge, "tidy-heron", FAILED) == ("unchecked", ["index-timed-out", "nothing-vouches"])
    assert ask(judge, "zzyzx-quux", FAILED) == ("unchecked", ["index-timed-out", "not-on-index"])
    assert ask(judge, "zzyzx", FAILED, "npm")[0] == "unchecked"
    assert ask(judge, "reqeusts", FAILED) == ("suspicious", ["one-letter-off", "index-timed-out"])
    assert ask(judge, "requests", FAILED) == ("known", ["established", "index-timed-out"])


def test_what_the_index_lacks_is_absent(judge):
    assert ask(judge, "zzyzx-quux", GONE) == ("absent", ["not-on-index"])
    assert ask(judge, "tidy-heron", GONE) == ("absent", ["not-on-index", "gone-since-listed"])
    assert ask(judge, "zzyzx", GONE, "npm") == ("absent", ["not-on-index"])
    assert ask(judge, "colorrama", GONE) == ("absent", ["not-on-index", "one-letter-off"])


def test_the_age_of_the_project(judge):
    assert ask(judge, "tidy-heron", found(2)) == ("suspicious", ["young-project"])
    assert ask(judge, "tidy-heron", found(40)) == ("unverified", ["nothing-vouches", "recent-project"])
    assert ask(judge, "tidy-heron", found(900)) == ("unverified", ["nothing-vouches"])
    assert ask(judge, "tidy-heron", found(None)) == ("unverified", ["nothing-vouches", "missing-dates"])
    assert ask(judge, "requests", found(2))[0] == "suspicious"
    assert ask(judge, "requests", found(5000)) == ("known", ["established"])
    assert ask(judge, "requests", found(None)) == ("known", ["established"])


def test_a_name_newer_than_the_list_is_judged_as_one_that_exists(judge):
    assert ask(judge, "zzyzx-quux", found(20)) == ("unverified", ["newer-than-list", "recent-project"])
    assert ask(judge, "colorrama", found(20)) == ("suspicious", ["one-letter-off", "recent-project"])
    assert ask(judge, "starlette-proxy-adapter", found(20))[0] == "suspicious"
    assert ask(judge, "zzyzx", found(500), "npm") == ("unverified", ["nothing-vouches"])


def test_a_year_of_work_speaks_for_a_name_with_the_shape_of_a_squat(judge):
    name = "starlette-telemetry-adapter"
    assert ask(judge, name, found(500, versions=12)) == ("unverified", ["long-lived"])
    assert ask(judge, name, found(500, versions=1)) == ("suspicious", ["squat-shape"])
    assert ask(judge, "reqeusts", found(500, versions=12))[0] == "suspicious"


@pytest.mark.parametrize("status", ["quarantined", "security-placeholder", "unpublished"])
def test_what_the_index_has_withdrawn_is_suspicious(judge, status):
    assert ask(judge, "requests", found(500, status=status)) == ("suspicious", [status])


def test_archived_is_a_remark(judge):
    assert ask(judge, "requests", found(500, status="archived")) == ("known", ["established", "archived"])


def test_a_name_without_releases_is_remarked(judge):
    assert ask(judge, "tidy-heron", found(None, versions=0)) == (
        "unverified",
        ["nothing-vouches", "no-releases"],
    )


def test_the_users_own_lists_are_not_overruled(judge):
    assert ask(judge, "evil", found(900))[0] == "malicious"
    assert ask(judge, "corp-billing", GONE) == ("unverified", ["private-name"])


def test_the_facts_of_the_index_are_added(judge):
    answer = live_answer(judge.answer("tidy-heron"), found(900), judge, NOW)
    assert answer.facts["first_upload"] == "2024-06-07T00:00:00Z"
    assert (answer.facts["versions"], answer.facts["index"], answer.facts["month"]) == (
        3,
        "i.invalid",
        "2021-03",
    )
