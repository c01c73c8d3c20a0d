"""Secrets in URLs, headers, commands, key files, tables of users, manifests, and encoded ones."""

import base64
import gzip

import pytest
from looking import findings, rules

from fumehood.exposure.generators import fill, generate

FOUND = [
    ("FHE183", "src/a.py", "db = 'postgresql://app:{alnum14}@db.acme.net/x'"),
    ("FHE183", "src/a.py", "q = 'amqp://guest1:p{alnum9}@mq:5672'"),
    ("FHE183", "a.txt", "git clone https://ann:{alnum20}@git.acme.net/x.git"),
    ("FHE183", ".git-credentials", "https://ann@acme.net:{alnum12}#@git.acme.net"),
    ("FHE184", "a.sh", "curl -u ann:{alnum12} https://acme.net"),
    ("FHE184", "a.sh", "curl --user 'ann:{some-password}' https://acme.net"),
    ("FHE184", "a.sh", "mysql -u root -p{alnum12} db"),
    ("FHE184", "a.sh", "sshpass -p '{some-password}' ssh host"),
    ("FHE184", "a.sh", "openssl rsa -passin pass:{alnum12}"),
    ("FHE184", "a.sql", "CREATE USER ann IDENTIFIED BY '{some-password}'"),
    ("FHE184", "a.ps1", "ConvertTo-SecureString '{some-password}' -AsPlainText -Force"),
    ("FHE185", "a.py", "h = {{'Authorization': 'Bearer {alnum40}'}}"),
    ("FHE185", "a.http", "Authorization: Basic {basic-auth}"),
    ("FHE185", "a.sh", 'curl -H "X-Api-Token: {hex16}" https://acme.net'),
    ("FHE185", "a.txt", "Authorization: Token {hex40}"),
    ("FHE186", "users.sql", "(1, 'ann', '{bcrypt-hash}'),"),
    ("FHE187", ".netrc", "machine m login l password {alnum10}"),
    ("FHE187", ".pgpass", "h:5432:d:u:{alnum10}"),
    ("FHE187", "config/master.key", "{hex32}\n"),
    ("FHE190", "a.txt", "{json-web-token}"),
    (
        "FHE101",
        "a.ppk",
        "PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: x\nPublic-Lines: 1\n{sextet60}\nPrivate-Lines: 1\n{sextet60}\n",
    ),
    ("FHE101", "a.json", '{"kty":"EC","d":"{url43}","crv":"P-256"}'),
]


@pytest.mark.parametrize(("rule", "path", "text"), FOUND, ids=[t for _, _, t in FOUND])
def test_found(rule, path, text):
    assert rule in rules(text, path)


SILENT = [
    ("a.md", "https://user:password@example.com/"),
    ("a.py", "url = f'postgres://{user}:{password}@{host}'"),
    ("a.py", "url = 'https://${USER}:${PASS}@acme.net'"),
    ("a.txt", "http://localhost:8080/@scope/package"),
    ("a.txt", "see https://acme.net:443/a@b"),
    ("a.sh", 'curl -u "$USER:$TOKEN" https://acme.net'),
    ("a.sh", "curl -u user:pass https://acme.net"),
    ("a.sh", "mysql -u root -p db"),
    ("a.py", "h = {'Authorization': 'Bearer ' + token}"),
    ("a.md", "Authorization: Bearer <token>"),
    ("a.md", "The basic authentication scheme and the bearer token scheme"),
    ("a.md", "-----BEGIN RSA PRIVATE KEY-----\nMIIE...\n-----END RSA PRIVATE KEY-----"),
    ("a.py", 'PEM = "-----BEGIN PRIVATE KEY-----"'),
    (
        "a.crt",
        "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\n-----END CERTIFICATE-----",
    ),
    ("a.txt", "items identified by their number"),
]


@pytest.mark.parametrize(("path", "text"), SILENT, ids=[t for _, t in SILENT])
def test_silent(path, text):
    assert [r for r in rules(text, path) if r.startswith("FHE1")] == []


def test_a_key_with_escaped_line_ends_is_one_finding():
    key = generate("private-key").replace("\n", "\\n")
    (found,) = findings(f'{{"private_key": "{key}"}}', "sa.json")
    assert found.rule == "FHE101"


def test_an_encrypted_key_is_less_severe():
    key = generate("private-key").replace(
        "KEY-----\n", "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n", 1
    )
    (found,) = findings(key, "deploy/a.pem")
    assert found.severity.value == "medium"
    assert found.evidence["encrypted"] == "yes"


@pytest.mark.parametrize(
    "wrap",
    [
        lambda raw: base64.b64encode(raw).decode(),
        lambda raw: base64.urlsafe_b64encode(raw).decode(),
        lambda raw: raw.hex(),
        lambda raw: base64.b64encode(gzip.compress(raw)).decode(),
        lambda raw: base64.b64encode(b'{"token": "' + base64.b64encode(raw) + b'"}').decode(),
    ],
    ids=["base64", "base64url", "hex", "gzip", "twice"],
)
def test_encoded_secrets_are_found(wrap):
    inner = fill('{"host": "db", "password": "{some-password}", "api_key": "{alnum32}"}')
    found = findings(f"blob: {wrap(inner.encode())}", "a.txt")
    assert any("encoding" in f.evidence for f in found)


def test_kubernetes_secrets():
    text = "kind: Secret\nmetadata:\n  name: a\ndata:\n  password: {basic-auth}\n  tls.crt: {opaque-bytes40}\nstringData:\n  token: {alnum20}\ntype: Opaque\n"
    assert rules(text, "k8s.yaml").count("FHE188") == 2
