"""The survey portal: search, download, maintenance."""

import os
import sqlite3
import subprocess
from pathlib import Path

import yaml
from argon2 import PasswordHasher
from flask import Flask, abort, request

UPLOADS = Path("/uploads").resolve()
TASKS = {"vacuum": ["sqlite3", "portal.db", "VACUUM"], "free-space": ["df", "-h", "/uploads"]}

app = Flask(__name__)
app.secret_key = os.environ["FLASK_SECRET_KEY"]

api_key = os.environ.get("SURVEY_API_KEY")


@app.route("/search")
def search():
    query = request.args.get("q", "")
    with sqlite3.connect("portal.db") as conn:
        rows = conn.execute("SELECT id, score FROM participants WHERE name LIKE ?", (f"%{query}%",))
        return [{"id": number, "score": score} for number, score in rows]


@app.route("/download")
def download():
    target = (UPLOADS / request.args.get("file", "")).resolve()
    if not target.is_relative_to(UPLOADS):
        abort(404)
    with open(target, encoding="utf-8") as f:
        return f.read(), {"Content-Type": "text/plain; charset=utf-8"}


@app.route("/run")
def run():
    task = TASKS.get(request.args.get("task", ""))
    if task is None:
        abort(400)
    return subprocess.run(task, capture_output=True, text=True, check=True).stdout, {"Content-Type": "text/plain"}


@app.route("/settings", methods=["POST"])
def settings():
    return {"keys": sorted(yaml.safe_load(request.get_data()))}


def store_password(password):
    return PasswordHasher().hash(password)


if __name__ == "__main__":
    app.run()
