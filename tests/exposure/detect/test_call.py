"""Passwords and keys that are known by their place among arguments."""

import pytest
from looking import rules


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Db.java", 'DriverManager.getConnection("jdbc:mysql://db/crm", "crm", "{alnum14}");'),
        ("db.php", 'new PDO($dsn, $user, "{alnum14}");'),
        ("a.m", "conn = database('lab', 'ann', '{alnum14}', 'Vendor', 'PostgreSQL');"),
        ("a.rs", 'client.basic_auth("ann", Some("{alnum14}"))'),
        ("a.py", 'requests.get(url, auth=("ann", "{alnum14}"))'),
        ("a.py", 'opener.add_password(None, url, "ann", "{alnum14}")'),
        ("a.js", 'headers.Authorization = "Basic " + btoa("ann:{alnum14}");'),
        ("a.py", 'jwt.encode({"sub": 1}, "{alnum32}", algorithm="HS256")'),
        ("a.js", "jwt.sign(payload, '{alnum32}');"),
        ("a.py", 'hmac.new(b"{hex32}", message, sha256)'),
        ("a.py", "server.login('ann@acme.net', 'mejr wbsd zoqy epdg')"),
    ],
)
def test_a_secret_among_arguments(path, text):
    assert rules(text, path)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", "server.login('ann@acme.net', 'that must have this')"),
        ("a.py", 'jwt.encode(payload, "secret", algorithm="HS256")'),
        ("a.py", 'jwt.decode(token, key, algorithms=["HS256"])'),
        ("a.py", 'signal.connect("button", "clicked", "on_button_clicked")'),
        ("a.js", 'btoa("user:password")'),
        ("a.py", 'requests.get(url, auth=("user", "pass"))'),
        ("Db.java", 'DriverManager.getConnection(url, "sa", "")'),
    ],
)
def test_arguments_without_a_secret(path, text):
    assert not rules(text, path)
