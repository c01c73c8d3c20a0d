"""One real sample of each kind of file that holds credentials, made when the test runs."""

import base64
import gzip
import json

import pytest
from looking import findings

from fumehood.exposure.generators import generate

SECRET = generate("alnum", 40, 11)
PASSWORD = generate("some-password", 0, 12)
TOKEN = "ghp_" + generate("with-checksum", 30, 13)
BASIC = base64.b64encode(f"deploy:{PASSWORD}".encode()).decode()
ENCODED = base64.b64encode(TOKEN.encode() + b" is the token of the deploy bot").decode()
PACKED = base64.b64encode(gzip.compress(f"api_token = '{TOKEN}'\n".encode() * 3, mtime=0)).decode()

SAMPLES = {
    "terraform.tfstate": json.dumps(
        {"version": 4, "resources": [{"type": "aws_db_instance", "instances": [{"attributes": {"username": "admin", "password": PASSWORD}}]}]},
        indent=2,
    ),
    "main.tf": f'provider "x" {{\n  api_token = "{SECRET}"\n}}\n',
    "notebook.ipynb": json.dumps(
        {"cells": [{"cell_type": "code", "source": ["print(token)"], "outputs": [{"output_type": "stream", "text": [f"{TOKEN}\n"]}]}]}
    ),
    ".bash_history": f"ls\nexport API_TOKEN={SECRET}\nmysql -u root -p{PASSWORD} app\n",
    ".zsh_history": f": 1700000000:0;curl -H 'Authorization: Bearer {SECRET}' https://x.example\n",
    "kubeconfig": f"apiVersion: v1\nusers:\n- name: admin\n  user:\n    token: {SECRET}\n",
    ".kube/config": "apiVersion: v1\nusers:\n- name: a\n  user:\n    client-key-data: "
    + base64.b64encode(generate("private-key").encode()).decode() + "\n",
    ".netrc": f"machine api.example.net\n  login bot\n  password {PASSWORD}\n",
    ".pgpass": f"db.acme.net:5432:app:app:{PASSWORD}\n",
    ".npmrc": f"//registry.example.net/:_authToken={SECRET}\n",
    ".pypirc": f"[pypi]\nusername = __token__\npassword = {PASSWORD}\n",
    ".dockercfg": json.dumps({"https://index.example.net/v1/": {"auth": BASIC, "email": "a@b.example"}}),
    ".docker/config.json": json.dumps({"auths": {"registry.example.net": {"auth": BASIC}}}),
    ".git-credentials": f"https://bot:{SECRET}@git.example.net\n",
    ".my.cnf": f"[client]\nuser=app\npassword={PASSWORD}\n",
    "secret.yaml": "apiVersion: v1\nkind: Secret\ndata:\n  password: " + base64.b64encode(PASSWORD.encode()).decode() + "\n",
    "wp-config.php": f"<?php\ndefine('DB_PASSWORD', '{PASSWORD}');\n",
    "application.properties": f"spring.datasource.password={PASSWORD}\n",
    "appsettings.json": json.dumps({"ConnectionStrings": {"Main": f"Server=db;Database=a;User Id=app;Password={PASSWORD};"}}),
    "settings.xml": f"<settings><servers><server><username>a</username><password>{PASSWORD}</password></server></servers></settings>",
    ".Renviron": f"API_KEY={SECRET}\n",
    "shadow": "root:$6$" + generate("alnum", 16, 5) + "$" + generate("alnum", 86, 6) + ":19000:0:99999:7:::\n",
    "base64.txt": f"payload: {ENCODED}\n",
    "packed.txt": f"payload: {PACKED}\n",
    "odbc.ini": f"[dsn]\nUID=app\nPWD={PASSWORD}\n",
    "id_ed25519": generate("private-key") + "\n",
    "wg0.conf": f"[Interface]\nPrivateKey = {base64.b64encode(bytes(range(7, 39))).decode()}\n",
    "ansible.yml": f"- hosts: all\n  vars:\n    ansible_become_password: {PASSWORD}\n",
    "rclone.conf": f"[s3]\ntype = s3\nsecret_access_key = {generate('sextet', 40, 3)}\n",
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_the_credential_is_found(name):
    found = [f for f in findings(SAMPLES[name], name) if f.rule < "FHE2" and f.confidence.value != "low"]
    assert found
