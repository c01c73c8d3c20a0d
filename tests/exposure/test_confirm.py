import time

import pytest

from fumehood.exposure.confirm import CHECKS, _day, base62
from fumehood.exposure.generators import generate


def test_github_checksum():
    token = "ghp_" + generate("with-checksum", 30)
    assert CHECKS["github-crc32"](token).holds is True
    assert CHECKS["github-crc32"](token[:-1] + ("a" if token[-1] != "a" else "b")).holds is False


def test_account_number_in_an_aws_key_id():
    published = "ASIA" + "QNZGKIQY" + "56JQ7WML"  # from the paper that described the format
    assert dict(CHECKS["aws-account"](published).facts) == {"aws_account": "029608264753"}


def test_web_token_facts():
    holds, facts = CHECKS["jwt"](generate("json-web-token"))
    assert holds is True
    assert dict(facts) == {"algorithm": "HS256", "expires": "2030-01-01"}


@pytest.mark.parametrize("token", ["", "a.b.c", "eyJ.eyJ.x", "eyJhIjoxfQ.eyJhIjoxfQ.sig"])
def test_what_is_no_web_token(token):
    assert CHECKS["jwt"](token).holds is False


@pytest.mark.parametrize("seconds", [0, 951782399, 951782400, 1709164800, 4102444800])
def test_days_are_those_of_the_calendar(seconds):
    assert _day(seconds) == time.strftime("%Y-%m-%d", time.gmtime(seconds))


def test_base62():
    assert base62(0, 6) == "000000"
    assert base62(61, 1) == "z"
    assert base62(62, 2) == "10"
