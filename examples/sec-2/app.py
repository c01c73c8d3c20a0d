from flask import Flask, request
import sqlite3
import os

app = Flask(__name__)


@app.route('/search')
def search():
    query = request.args.get('q')
    conn = sqlite3.connect('database.db')
    cursor = conn.cursor()
    cursor.execute(f"SELECT * FROM products WHERE name LIKE '%{query}%'")
    results = cursor.fetchall()
    return str(results)


@app.route('/download')
def download():
    filename = request.args.get('file')
    filepath = f"/uploads/{filename}"
    with open(filepath) as f:
        return f.read()


@app.route('/run')
def run():
    cmd = request.args.get('cmd')
    result = os.popen(cmd).read()
    return result
