import pytest

from fumehood.exposure.filters.dummy import is_dummy, is_marked, is_sequence
from fumehood.exposure.filters.encoded_text import is_encoded_text
from fumehood.exposure.filters.innocent import is_alphabet, is_innocent
from fumehood.exposure.filters.placeholder import is_stand_in, is_template
from fumehood.exposure.filters.prose import is_prose
from fumehood.exposure.filters.reference import is_code, is_name
from fumehood.exposure.filters.vendor import has_vendor_prefix
from fumehood.exposure.generators import generate

REAL = [generate(kind, size, seed) for seed in range(20) for kind, size in
        (("alnum", 32), ("hex", 40), ("url", 43), ("sextet", 40), ("some-password", 0), ("otp", 16))]  # fmt: skip


@pytest.mark.parametrize(
    "drop",
    [
        is_dummy,
        is_marked,
        is_sequence,
        is_encoded_text,
        is_innocent,
        is_alphabet,
        is_stand_in,
        is_template,
        is_prose,
    ],
)
def test_no_filter_drops_real_values(drop):
    assert sum(drop(value) for value in REAL) <= 1


@pytest.mark.parametrize(
    ("drop", "value"),
    [
        (is_dummy, "xxxxxxxxxxxxxxxx"), (is_dummy, "AAAA-BBBB"), (is_dummy, "0000000000"), (is_dummy, "abcabcabcabc"),
        (is_dummy, "Ab1...xyz"), (is_dummy, "sk-****"),
        (is_marked, "AKIAIOSFODNN7" + "EXAMPLE"), (is_marked, "insert-your-key"),
        (is_sequence, "abcdefghijklmnop"), (is_sequence, "1234567890123"),
        (is_encoded_text, "ZHVtbXkgdGV4dCBkYXRhIGRhdGE="),
        (is_innocent, "https://acme.net/token"), (is_innocent, "/etc/ssl/key.pem"), (is_innocent, "12345.678"),
        (is_innocent, "2024-05-01"), (is_innocent, "sha256-abc"), (is_innocent, "ann@acme.net"), (is_innocent, "HS256"),
        (is_innocent, "jackson-core-2.15.1"), (is_innocent, "#ff00aa"),
        (is_alphabet, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
        (is_stand_in, "changeme"), (is_stand_in, "your_api_key"), (is_stand_in, "my-secret-token"), (is_stand_in, "Passwort"),
        (is_template, "${TOKEN}"), (is_template, "{{ token }}"), (is_template, "%(token)s"), (is_template, "<token>"),
        (is_template, "$TOKEN"), (is_template, "ENC[abc]"),
        (is_prose, "Please enter your password"), (is_prose, "新しいパスワード"), (is_prose, "New Password"),
        (is_code, "os.environ['X']"), (is_code, "get_token("), (is_code, "self.token"), (is_name, "clientKey"), (is_name, "SECRET_NAME"),
        (has_vendor_prefix, "glpat-short"),
    ],
)  # fmt: skip
def test_each_filter_drops_its_kind(drop, value):
    assert drop(value)


@pytest.mark.parametrize("value", ["s%3AFkrpE%2BHCC", "p%40ss%21word7", "a$b1c2"])
def test_url_escapes_are_no_templates(value):
    assert not is_template(value) or "$" in value
