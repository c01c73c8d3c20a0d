import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.packages.names import Name, is_valid, normalise, parse


@pytest.mark.parametrize(
    ("text", "name", "ecosystem"),
    [
        ("requests", "requests", "pypi"),
        (" requests[socks]>=2,<3 ; python_version > '3' ", "requests", "pypi"),
        ("requests == 2.0", "requests", "pypi"),
        ("requests @ https://host.invalid/x.whl", "requests", "pypi"),
        ("npm:lodash", "lodash", "npm"),
        ("npm:@scope/name@1.2.3", "@scope/name", "npm"),
        ("pypi:Flask", "Flask", "pypi"),
        ("pkg:npm/%40scope/name@1.0", "@scope/name", "npm"),
        ("pkg:npm/lodash", "lodash", "npm"),
        ("pkg:pypi/django@5.0?x=y#z", "django", "pypi"),
        ("pkg:cargo/serde@1", "serde", "cargo"),
    ],
)
def test_a_name_is_read_in_every_form(text, name, ecosystem):
    assert parse(text) == Name(name, ecosystem)


def test_the_ecosystem_of_a_bare_name_can_be_given():
    assert parse("left-pad@1", "npm") == Name("left-pad", "npm")
    assert parse("pypi:flask", "npm") == Name("flask", "pypi")


@pytest.mark.parametrize(
    "spelling", ["Typing_Extensions", "typing.extensions", "TYPING--extensions", "typing-_.extensions"]
)
def test_pypi_names_have_one_spelling(spelling):
    assert normalise(spelling) == "typing-extensions"


def test_npm_names_keep_their_case():
    assert normalise("JSONStream", "npm") == "JSONStream"


@pytest.mark.parametrize("name", ["a", "A1", "ruamel.yaml", "x" * 200])
def test_names_that_an_index_can_hold(name):
    assert is_valid(name)


@pytest.mark.parametrize("name", ["", "-a", "a-", "a b", "rеquests", "a\n", "x" * 300, "a/b"])
def test_names_that_no_index_can_hold(name):
    assert not is_valid(name)


def test_scoped_names_are_npms():
    assert is_valid("@scope/name", "npm")
    assert not is_valid("@scope", "npm")


@settings(max_examples=100)
@given(st.text(max_size=60))
def test_anything_can_be_parsed(text):
    found = parse(text)
    assert normalise(normalise(found.name)) == normalise(found.name)
