"""The survey portal: search, download, maintenance."""

import hashlib
import os
import pickle
import sqlite3

import yaml
from flask import Flask, request
from flask_secure_session import SecureSession

app = Flask(__name__)
SecureSession(app)

api_key = "sk-12345abcde"


@app.route("/search")
def search():
    query = request.args.get("q")
    conn = sqlite3.connect("portal.db")
    cursor = conn.cursor()
    cursor.execute(f"SELECT * FROM participants WHERE name LIKE '%{query}%'")
    return str(cursor.fetchall())


@app.route("/download")
def download():
    filename = request.args.get("file")
    filepath = f"/uploads/{filename}"
    with open(filepath) as f:
        return f.read()


@app.route("/run")
def run():
    cmd = request.args.get("cmd")
    return os.popen(cmd).read()


@app.route("/restore", methods=["POST"])
def restore():
    return str(pickle.loads(request.data))


@app.route("/settings", methods=["POST"])
def settings():
    return str(yaml.load(request.data, Loader=yaml.Loader))


def store_password(password):
    return hashlib.md5(password.encode()).hexdigest()


if __name__ == "__main__":
    app.run(host="0.0.0.0", debug=True)
