import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.packages.edit_distance import distance, one_edit
from fumehood.packages.near_keys import without_one
from fumehood.packages.similarity.resemblance import Word
from fumehood.packages.similarity.search import hints
from fumehood.packages.similarity.suspicion import in_one_family, look_alike
from fumehood.packages.similarity.typing_slips import slip

WORDS = st.text("abc-", min_size=0, max_size=8)


def best(name, index, ecosystem="pypi"):
    return [(found.target, found.kind) for found in hints(Word(name, ecosystem), index)]


@pytest.mark.parametrize(
    ("name", "target", "kind"),
    [
        ("typingextensions", "typing-extensions", "separators-moved"),
        ("reqests", "requests", "one-letter-off"),
        ("reqeusts", "requests", "one-letter-off"),
        ("requestss", "requests", "one-letter-off"),
        ("c0l0rama", "colorama", "look-alike-letters"),
        ("nurnpy", "numpy", "look-alike-letters"),
        ("nmap-python", "python-nmap", "words-reordered"),
        ("python-pyyaml", "pyyaml", "affix-added"),
        ("dotenv", "python-dotenv", "affix-left-out"),
        ("aiohtttps", "aiohttp", "two-letters-off"),
        ("requests-darwin-lite", "requests", "contains"),
        ("beautifulsoup-extras", "beautifulsoup4", "contains"),
        ("matplotlibrary", "matplotlib", "begins-with"),
        ("google-cloud-storge", "google-cloud-storage", "one-letter-off"),
        ("google-cloud-sturage2", "google-cloud-storage", "same-family"),
        ("flsk-session", "flask-session", "one-letter-off"),
        ("flask-secure-session", "flask-session", "word-added"),
    ],
)
def test_each_rule_finds_its_kind(pypi, name, target, kind):
    assert (target, kind) in best(name, pypi)[:3]


def test_a_name_like_nothing_has_no_hint(pypi):
    assert best("zzyzx-quux", pypi) == []


def test_of_two_targets_the_more_popular_is_first(pypi):
    targets = [target for target, _ in best("numpandas", pypi)]
    assert targets == sorted(targets, key=lambda name: pypi.find(name).rank)


@settings(max_examples=100)
@given(WORDS, WORDS)
def test_one_edit_agrees_with_the_distance(a, b):
    assert one_edit(a, b) == (distance(a, b, 2) == 1)
    assert distance(a, b, 3) == distance(b, a, 3)


@settings(max_examples=100)
@given(st.text("abcd", min_size=1, max_size=8), st.text("abcd", min_size=1, max_size=8))
def test_words_one_edit_apart_share_a_key(a, b):
    if one_edit(a, b):
        assert {a, *without_one(a)} & {b, *without_one(b)}


@pytest.mark.parametrize(
    ("typed", "meant", "kind"),
    [
        ("reqeusts", "requests", "swapped"),
        ("flaskk", "flask", "doubled"),
        ("pilow", "pillow", "halved"),
        ("numoy", "numpy", "next key"),
        ("panfas", "pandas", "next key"),
        ("coloroma", "colorama", "wrong vowel"),
        ("matpltlib", "matplotlib", "letter left out"),
        ("rpytest", "pytest", None),
        ("pytest2", "pytest", None),
        ("pythonsaml", "python3saml", None),
        ("pysparq", "pyspark", None),
        ("numpz", "numpy", None),
    ],
)
def test_slips_are_told_from_words_of_their_own(typed, meant, kind):
    assert slip(typed, meant) == kind


def test_an_existing_name_is_accused_only_of_a_slip(pypi):
    entry = pypi.find("reqeusts")
    assert look_alike(Word("reqeusts", "pypi"), entry, pypi).target == "requests"
    assert look_alike(Word("requestsx", "pypi"), None, pypi) is None
    assert look_alike(Word("numpy", "pypi"), pypi.find("numpy"), pypi) is None
    assert look_alike(Word("flsk", "pypi"), None, pypi) is None


def test_members_of_a_family_do_not_imitate_each_other(pypi):
    assert in_one_family("mypy-boto3-emr", "mypy-boto3-ec2", pypi)
    assert not in_one_family("google-cloud-storge", "google-cloud-storage", pypi)
    assert in_one_family("@types/nodes", "@types/node", pypi)


def test_npm_names_that_differ_in_a_separator_are_accused_when_the_other_is_far_more_popular(npm):
    found = look_alike(Word("crossenv", "npm"), npm.find("crossenv"), npm)
    assert (found.target, found.kind) == ("cross-env", "separators-moved")
