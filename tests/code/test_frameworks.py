"""Each framework hands in data in its own way; all of it counts, and the safe form is silent."""

import pytest

FLASK = "from flask import Flask, request, redirect\nimport os, sqlite3, subprocess\napp = Flask(__name__)\n"
FOUND = {
    "flask query": (FLASK + "@app.route('/a')\ndef a():\n    os.system('ls ' + request.args['d'])\n    return {}\n", "FHC102", 6),
    "flask url parameter": (FLASK + "@app.route('/a/<path:name>')\ndef a(name):\n    return open('/srv/' + name).read()\n", "FHC103", 6),
    "flask json": (FLASK + "@app.post('/a')\ndef a():\n    data = request.get_json()\n    os.system(f\"ls {data['d']}\")\n    return {}\n", "FHC102", 7),
    "flask blueprint": ("from flask import Blueprint, request\nimport os\nbp = Blueprint('x', __name__)\n@bp.get('/a')\ndef a():\n    os.system(request.args.get('x'))\n    return ''\n", "FHC102", 6),
    "flask method view": ("from flask.views import MethodView\nfrom flask import request\nimport os\nclass V(MethodView):\n    def get(self):\n        os.system(request.args['q'])\n        return ''\n", "FHC102", 6),
    "flask module import": ("import flask\nimport os\napp = flask.Flask('x')\n@app.route('/')\ndef f():\n    os.system(flask.request.values.get('x'))\n    return ''\n", "FHC102", 6),
    "fastapi parameter": ("from fastapi import FastAPI\nimport os\napp = FastAPI()\n@app.get('/p')\nasync def p(host: str):\n    os.system(f'ping {host}')\n", "FHC102", 6),
    "fastapi untyped": ("from fastapi import APIRouter\nimport sqlite3\nrouter = APIRouter()\n@router.get('/u/{name}')\ndef u(name):\n    c = sqlite3.connect('x').cursor()\n    return c.execute('SELECT * FROM u WHERE n = ' + name).fetchall()\n", "FHC101", 7),
    "fastapi model": ("from fastapi import FastAPI\nfrom pydantic import BaseModel\nimport os\napp = FastAPI()\nclass Job(BaseModel):\n    host: str\n    count: int\n@app.post('/j')\ndef j(job: Job):\n    os.system(f'ping {job.host}')\n", "FHC102", 10),
    "fastapi request": ("from fastapi import FastAPI, Request\nimport os\napp = FastAPI()\n@app.post('/j')\nasync def j(request: Request):\n    body = await request.json()\n    os.system(body['x'])\n", "FHC102", 7),
    "fastapi query default": ("from fastapi import FastAPI, Query\nimport os\napp = FastAPI()\n@app.get('/j')\ndef j(q: str = Query(...)):\n    os.system(q)\n", "FHC102", 6),
    "fastapi upload": ("from fastapi import FastAPI, UploadFile\nimport shutil\napp = FastAPI()\n@app.post('/u')\ndef u(file: UploadFile):\n    with open(f'/srv/{file.filename}', 'wb') as out:\n        shutil.copyfileobj(file.file, out)\n", "FHC103", 6),
    "fastapi html": ("from fastapi import FastAPI\nfrom fastapi.responses import HTMLResponse\napp = FastAPI()\n@app.get('/h')\ndef h(name: str):\n    return HTMLResponse(f'<b>{name}</b>')\n", "FHC108", 6),
    "starlette": ("from starlette.requests import Request\nimport os\nasync def home(request: Request):\n    os.system('ls ' + request.query_params['d'])\n", "FHC102", 4),
    "django function view": ("from django.http import HttpResponse\nimport os\ndef run(request):\n    os.system(request.GET.get('c'))\n    return HttpResponse('ok')\n", "FHC102", 4),
    "django class view": ("from django.views import View\nimport os\nclass V(View):\n    def get(self, request):\n        os.system('ls ' + request.GET['d'])\n", "FHC102", 5),
    "django self.request": ("from django.views.generic import TemplateView\nimport os\nclass V(TemplateView):\n    def get_context_data(self, **kwargs):\n        os.system('ls ' + self.request.GET['d'])\n", "FHC102", 5),
    "django cursor": ("from django.db import connection\ndef find(request):\n    with connection.cursor() as cursor:\n        cursor.execute(\"SELECT * FROM t WHERE n = '%s'\" % request.GET['n'])\n", "FHC101", 4),
    "django raw": ("from .models import User\ndef find(request):\n    return User.objects.raw(f\"SELECT * FROM u WHERE n = '{request.GET['n']}'\")\n", "FHC101", 3),
    "django extra": ("from .models import User\ndef find(request):\n    return User.objects.extra(where=[f\"name = '{request.GET['n']}'\"])\n", "FHC101", 3),
    "django mark_safe": ("from django.utils.safestring import mark_safe\ndef show(request):\n    return mark_safe('<b>' + request.GET['n'] + '</b>')\n", "FHC108", 3),
    "django redirect": ("from django.shortcuts import redirect\ndef go(request):\n    return redirect(request.GET['next'])\n", "FHC107", 3),
    "rest framework": ("from rest_framework.views import APIView\nimport os\nclass V(APIView):\n    def post(self, request):\n        os.system(request.data['c'])\n", "FHC102", 5),
    "aiohttp": ("from aiohttp import web\nimport os\nasync def handle(request):\n    name = request.match_info['name']\n    os.system('ls ' + name)\n    return web.Response(text='')\n", "FHC102", 5),
    "aiohttp routes": ("from aiohttp import web\nimport os\nroutes = web.RouteTableDef()\n@routes.post('/x')\nasync def handle(request):\n    data = await request.post()\n    os.system('ls ' + data['d'])\n", "FHC102", 7),
    "tornado": ("import tornado.web\nimport os\nclass Main(tornado.web.RequestHandler):\n    def get(self):\n        os.system('ls ' + self.get_argument('d'))\n", "FHC102", 5),
    "tornado write": ("import tornado.web\nclass Main(tornado.web.RequestHandler):\n    def get(self):\n        self.write('<b>' + self.get_argument('d') + '</b>')\n", "FHC108", 4),
    "bottle": ("from bottle import route, request\nimport os\n@route('/x')\ndef x():\n    os.system('ls ' + request.query.d)\n    return ''\n", "FHC102", 5),
    "http.server": ("from http.server import BaseHTTPRequestHandler\nimport os\nclass H(BaseHTTPRequestHandler):\n    def do_GET(self):\n        os.system('ls ' + self.path)\n", "FHC102", 5),
    "mcp tool": ("from mcp.server.fastmcp import FastMCP\nimport subprocess\nmcp = FastMCP('x')\n@mcp.tool()\ndef run(path: str) -> str:\n    return subprocess.check_output(f'cat {path}', shell=True, text=True)\n", "FHC102", 6),
    "langchain tool": ("from langchain.tools import tool\nimport os\n@tool\ndef ping(host: str):\n    '''pings'''\n    os.system('ping ' + host)\n", "FHC102", 6),
    "lambda": ("import os\ndef lambda_handler(event, context):\n    os.system('ls ' + event['queryStringParameters']['d'])\n", "FHC102", 3),
    "argv": ("import os, sys\nos.system('ping ' + sys.argv[1])\n", "FHC102", 2),
    "argparse": ("import argparse, os\np = argparse.ArgumentParser()\np.add_argument('host')\nargs = p.parse_args()\nos.system(f'ping {args.host}')\n", "FHC102", 5),
    "click": ("import click, os\n@click.command()\n@click.argument('host')\ndef main(host):\n    os.system('ping ' + host)\n", "FHC102", 5),
    "input": ("import sqlite3\nname = input('name? ')\nsqlite3.connect('x').execute(f\"SELECT * FROM u WHERE n = '{name}'\")\n", "FHC101", 3),
    "socket": ("import socket, subprocess\ns = socket.socket()\nc, _ = s.accept()\ncmd = c.recv(1024).decode()\nsubprocess.run(cmd, shell=True)\n", "FHC102", 5),
    "sqlalchemy text": ("from sqlalchemy import text\ndef find(session, name):\n    return session.execute(text(f\"SELECT * FROM u WHERE n = '{name}'\"))\n", "FHC101", 3),
    "psycopg": ("import psycopg2\ndef find(name):\n    conn = psycopg2.connect('')\n    cur = conn.cursor()\n    cur.execute(\"SELECT * FROM u WHERE n = '\" + name + \"'\")\n", "FHC101", 5),
    "asyncpg": ("import asyncpg\nasync def find(name):\n    conn = await asyncpg.connect('')\n    return await conn.fetch(f\"SELECT * FROM u WHERE n = '{name}'\")\n", "FHC101", 4),
    "pandas": ("import pandas as pd\ndef find(conn, name):\n    return pd.read_sql(f\"SELECT * FROM u WHERE n = '{name}'\", conn)\n", "FHC101", 3),
    "paramiko": ("import paramiko\ndef run(host, name):\n    client = paramiko.SSHClient()\n    client.exec_command('cat /home/' + name)\n", "FHC102", 4),
    "asyncio": ("import asyncio\nasync def run(name):\n    await asyncio.create_subprocess_shell(f'cat {name}')\n", "FHC102", 3),
    "popen keyword": ("import subprocess\ndef run(name):\n    subprocess.Popen(args=f'cat {name}', shell=True)\n", "FHC102", 3),
    "no imports": ("def ping(host):\n    subprocess.run('ping ' + host, shell=True)\n", "FHC102", 2),
    "send_file": ("from flask import Flask, request, send_file\napp = Flask('x')\n@app.route('/d')\ndef d():\n    return send_file('files/' + request.args['f'])\n", "FHC103", 5),
    "pathlib": ("from pathlib import Path\nfrom flask import request\ndef d():\n    return (Path('/srv') / request.args['f']).read_text()\n", "FHC103", 4),
    "join": ("import os\nfrom flask import request\ndef d():\n    return open(os.path.join('/srv', request.args['f']))\n", "FHC103", 4),
    "join parameter": ("import os\nBASE = '/srv/files'\ndef d(name):\n    return open(os.path.join(BASE, name)).read()\n", "FHC103", 4),
    "upload save": ("from flask import request\nimport os\ndef up():\n    f = request.files['f']\n    f.save(os.path.join('/up', f.filename))\n", "FHC103", 5),
    "ssrf": ("import httpx\nfrom flask import request\ndef f():\n    return httpx.get(url=request.args['u']).text\n", "FHC106", 4),
    "template string": ("from flask import request, render_template_string\ndef f():\n    return render_template_string('<b>%s</b>' % request.args['n'])\n", "FHC109", 3),
    "mongo": ("from flask import request\ndef f(db):\n    return db.users.find_one(request.json)\n", "FHC116", 3),
    "yaml": ("import yaml\nfrom flask import request\ndef f():\n    return yaml.load(request.data)\n", "FHC105", 4),
    "getattr chain": ("from flask import request\nimport os\ndef f():\n    os.system(request.args.get('x').strip().lower())\n", "FHC102", 4),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_data_of_the_framework_is_followed_to_the_sink(name, seen):
    text, rule, line = FOUND[name]
    assert (rule, line) in seen(text)
