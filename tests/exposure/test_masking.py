from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.exposure.generators import fill, generate
from fumehood.exposure.masking import mask


def test_a_line_without_secrets_is_unchanged():
    for line in (
        "def test_password_reset(self):",
        "import os, sys",
        "password = os.environ['DB_PASSWORD']",
        "",
        "    return x",
    ):
        assert mask(line) == line


def test_the_vendor_stays_and_the_value_goes():
    line = fill('token = "glpat-{url20}"')
    assert mask(line) == 'token = "glpat-' + "*" * 20 + '"'


def test_lines_from_the_middle_of_a_private_key_are_hidden():
    for line in generate("private-key").splitlines()[1:-1]:
        assert set(mask(line)) == {"*"}
        assert set(mask(line[10:40])) == {"*"}


def test_low_confidence_is_hidden_too():
    line = fill('token = "{hex16}"')
    assert fill("{hex16}") not in mask(line)


def test_line_ends_stay():
    text = fill('a = "{alnum30}"\r\npassword = "{some-password}"\r\n')
    assert mask(text).count("\r\n") == 2


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from(list("abAB01=:'\"{}[]\\/@-+ .\n\u0130ß")) | st.characters(), max_size=200
    )
)
def test_any_text_keeps_its_length(text):
    masked = mask(text)
    assert len(masked) == len(text)
    assert mask(masked) == masked or len(mask(masked)) == len(text)
