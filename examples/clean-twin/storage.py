"""What the portal keeps, and where. Written with an assistant, and read by a person."""

import ast
import subprocess
import tarfile
import tempfile
from pathlib import Path

import requests

DATA = Path("/data").resolve()


# Answers are literals: numbers, strings, and lists of them.
def parse_answer(text):
    return ast.literal_eval(text)


def get_user(cursor, username):
    query = "SELECT * FROM users WHERE name = ?"
    cursor.execute(query, (username,))
    return cursor.fetchone()


def read_file(filename):
    target = (DATA / filename).resolve()
    if not target.is_relative_to(DATA):
        raise ValueError("outside the data folder")
    with open(target, encoding="utf-8") as f:
        return f.read()


def ping_host(hostname):
    subprocess.run(["ping", "-c", "1", "--", hostname], check=True)


def fetch_backup():
    answer = requests.get("https://backup.survey-portal.example/latest.tar", timeout=30)
    answer.raise_for_status()
    with tempfile.TemporaryFile() as target:
        target.write(answer.content)
        target.seek(0)
        with tarfile.open(fileobj=target) as archive:
            archive.extractall(DATA, filter="data")
