"""Credentials in rows of database dumps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from looking import findings, rules


def test_the_column_decides_in_every_row():
    text = (
        "INSERT INTO `api_clients` (`id`, `name`, `client_secret`) VALUES\n"
        "(1, 'shop, the (old) one', '{alnum40}'),\n(2, 'it''s new', NULL),\n(3, now(), '{alnum41}');\n"
    )
    assert [f.location.line for f in findings(text, "dump.sql")] == [2, 4]


@pytest.mark.parametrize(
    "text",
    [
        "INSERT INTO settings (name, value) VALUES ('password_min_length', '8'), ('token_ttl', '3600');",
        "INSERT INTO perms (id, key, label) VALUES (1, 'reset_password', 'Reset the password');",
        "INSERT INTO users (name, password) VALUES (:name, :password), ('x', crypt('changeme', gen_salt('bf')));",
        "INSERT INTO users (name, password) VALUES (?, ?)",
        "INSERT INTO t (id, token) VALUES (1, NULL), (2, DEFAULT);",
    ],
)
def test_rows_without_a_credential(text):
    assert not rules(text, "seed.sql")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="(),'\"\\ ab1\n;", max_size=80))
def test_any_rest_of_a_statement_is_survived(rest):
    found = findings("INSERT INTO t (id, password) VALUES (" + rest, "dump.sql")
    assert all(f.rule.startswith("FHE") for f in found)
