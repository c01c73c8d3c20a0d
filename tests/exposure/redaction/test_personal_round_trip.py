"""What is found of people leaves as placeholders that name its kind, in any syntax, and comes back byte by byte."""

import json
import shlex
import urllib.parse

import pytest

from fumehood.exposure.redaction.redact import Redactor
from fumehood.exposure.redaction.restore import Restorer
from fumehood.exposure.redaction.vault import opened

TEXT = (
    "Patient 0231, 54-year-old female, diagnosed with T2DM, metformin 500 mg; passport number 532108847, car with the registration LK19 XTD, "
    "phone 3c:22:fb:9a:41:d7 at 2001:14ba:7f3:c100:5d2a:88ff:fe31:7c04, call +34 644 18 29 03.\n"
)
VALUES = ("0231", "T2DM", "metformin", "532108847", "LK19", "3c:22", "2001:14ba", "644 18")
KINDS = (
    "FH_SPECIAL_CATEGORY_DATA_", "FH_IDENTITY_DOCUMENT_NUMBER_", "FH_LICENCE_PLATE_", "FH_DEVICE_ADDRESS_", "FH_NETWORK_ADDRESSES_OF_PEOPLE_",
    "FH_PARTICIPANT_DATA_", "FH_PERSONAL_TELEPHONE_NUMBER_",
)  # fmt: skip


@pytest.fixture
def vault(tmp_path):
    with opened(str(tmp_path / "vault"), create=True) as one:
        yield one


@pytest.mark.parametrize(
    ("wrapped", "unwrapped"),
    [
        (lambda t: t, lambda t: t),
        (lambda t: json.dumps({"note": t}), lambda t: json.loads(t)["note"]),
        (lambda t: f"note: |\n  {t}", lambda t: t.removeprefix("note: |\n  ")),
        (lambda t: f"echo {shlex.quote(t)}", lambda t: shlex.split(t)[1]),
    ],
    ids=["plain", "json", "yaml", "shell"],
)
def test_nothing_stays_and_all_comes_back(vault, wrapped, unwrapped):
    text = wrapped(TEXT)
    safe = Redactor(vault).text(text)
    assert not [value for value in VALUES if value in safe]
    assert [kind for kind in KINDS if kind in safe] == list(KINDS)
    assert Restorer(vault).text(safe) == text
    assert unwrapped(Restorer(vault).text(safe)) == TEXT


def test_placeholders_pass_a_url(vault):
    safe = Redactor(vault).text(TEXT)
    there = urllib.parse.quote(safe)
    assert [kind for kind in KINDS if kind in there] == list(KINDS)
    assert urllib.parse.unquote(Restorer(vault).text(there)) == TEXT


def test_a_second_time_changes_nothing(vault):
    redactor = Redactor(vault)
    assert redactor.text(redactor.text(TEXT)) == redactor.text(TEXT)
