"""What looked like a secret in real projects and was none, by kind; beside each, what must still be found."""

import pytest
from looking import findings, rules

SILENT = {
    "hex in capitals is no Facebook token": ("a.txt", "EAA{bighex128}\n"),
    "ciphertext of a key service is no payment key": ("a.json", '{"CiphertextBlob": "AQEDAH{alnum120}"}\n'),
    "the end of a link is no name": ("a.html", '<a href="tls.html#tls-pre-shared-keys-psk">TLS Pre-Shared Keys (PSK)</a>\n'),
    "an expression for URLs holds no password": ("src/a.py", 'R = r"cloudinary://[0-9]+:([A-Za-z0-9-_.]+)@[A-Za-z0-9-_.]+"\n'),
    "the access method of CVS is no password": ("a.txt", "cvs://:pserver:anoncvs@sources.acme.org:/cvs/src\n"),
    "a token of the wrong length is an example": ("a.toml", 'url = "https://git:github_pat_asdf@code.acme.net/a"\n'),
    "a session token that says EXAMPLE": ("a.json", '"SessionToken": "AQoDYXdzEPT{alnum150}wEXAMPLEtc{alnum150}"\n'),
}  # fmt: skip
FOUND = {
    "a Facebook token": ("a.txt", "EAA{alnum180}\n"),
    "a payment key": ("a.ini", "X-API-Key: AQE{alnum140}\n"),
    "an element whose attribute names it": (
        "a.xml",
        '<property name="password">{some-password}</property>\n',
    ),
    "a password in a URL": ("a.toml", 'url = "https://git:{alnum20}@code.acme.net/a"\n'),
    "a session token": ("a.json", '"SessionToken": "AQoDYXdzEPT{alnum300}"\n'),
}


@pytest.mark.parametrize("name", SILENT)
def test_a_look_alike_is_silent(name):
    path, text = SILENT[name]
    assert rules(text, path) == []


@pytest.mark.parametrize("name", FOUND)
def test_the_real_one_is_found(name):
    path, text = FOUND[name]
    assert rules(text, path)


DOCTEST = '''def fetch(key):
    """Asks for it.

    >>> fetch(1)
    {'oauth_token_secret': '{lower19}'}
    """
    return ask("{lower19}", oauth_token_secret="{lower19}")
'''


def test_an_example_in_a_docstring_is_less_severe_than_the_code_below():
    example, real = findings(DOCTEST, "src/fetch.py")
    assert (example.severity.value, example.evidence["place"]) == ("low", "docs")
    assert (real.severity.value, real.location.line) == ("medium", 7)
    assert "place" not in real.evidence


def test_a_docstring_without_an_example_and_a_comment_calm_nothing():
    text = '"""Settings.\n\npassword = "{some-password}"\n"""\n# password = "{some-password}"\n'
    assert {f.severity.value for f in findings(text, "src/settings.py")} == {"medium"}


def test_a_documentation_comment_of_rust():
    text = '/// connect(password="{some-password}")\nfn f() {{ connect(password="{some-password}") }}\n'
    assert [f.severity.value for f in findings(text, "src/lib.rs")] == ["low", "medium"]
