import pytest

from fumehood.exposure.detect.names import Kind, name_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("password", Kind.PASSWORD), ("DB_PASSWORD", Kind.PASSWORD), ("dbPasswd", Kind.PASSWORD), ("smtp.pass", Kind.PASSWORD),
        ("password_1", Kind.PASSWORD), ("passwordRepeat", Kind.PASSWORD), ("userPassword", Kind.PASSWORD), ("ssh-passphrase", Kind.PASSWORD),
        ("client_secret", Kind.SECRET), ("SECRET_KEY", Kind.SECRET), ("secret_key_base", Kind.SECRET), ("signingSecret", Kind.SECRET),
        ("API_KEY", Kind.KEY), ("x-api-key", Kind.KEY), ("apikey", Kind.KEY), ("privateKey", Kind.KEY), ("AUTH_KEY", Kind.KEY),
        ("access_token", Kind.TOKEN), ("authToken", Kind.TOKEN), ("TOKEN_PROD", Kind.TOKEN), ("oauth_verifier", Kind.TOKEN),
    ],
)  # fmt: skip
def test_names_of_secrets(name, kind):
    found = name_of(name)
    assert found is not None
    assert found.kind is kind


@pytest.mark.parametrize(
    "name",
    [
        "password_field",
        "passwordHash",
        "token_type",
        "token_url",
        "max_tokens",
        "csrf_token",
        "public_key",
        "primary_key",
        "author",
        "compass",
        "bypass",
        "keyboard",
        "monkey",
        "tokenizer",
        "secret_name",
        "passwords_changed",
        "LABEL_PASSWORD",
        "forgot_password",
        "show_pwd",
        "next_token",
        "api_key_id_list",
    ],
)
def test_names_of_other_things(name):
    assert name_of(name) is None
