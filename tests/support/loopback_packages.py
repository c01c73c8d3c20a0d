"""An index on loopback whose answer to a name depends on the name."""

import contextlib
import http.server
import json
import threading
import time
from datetime import UTC, datetime, timedelta

JSON = "application/vnd.pypi.simple.v1+json"


def page(name, days, **more):
    """A PEP 691 page of a project with one file a given number of days ago, each its own version."""
    now = datetime.now(UTC)
    files = [
        {
            "filename": f"{name}-1.{i}.tar.gz",
            "upload-time": (now - timedelta(days=d)).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        }
        for i, d in enumerate(days)
    ]
    return {
        "meta": {"api-version": "1.4"},
        "name": name,
        "versions": [f"1.{i}" for i in range(len(days))],
        "files": files,
        **more,
    }


def packument(name, days, **more):
    """npm's full document of a package."""
    now = datetime.now(UTC)
    created = (now - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return {
        "name": name,
        "versions": {"1.0.0": {"name": name}},
        "time": {"created": created, "1.0.0": created},
        **more,
    }


class Index:
    """A server; `answers` maps a path's last part to (status, content type, body) or a function of the handler."""

    def __init__(self):
        self.answers = {}
        self.requests = []
        index = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                index.requests.append((self.path, dict(self.headers)))
                answer = index.answers.get(
                    self.path.rstrip("/").rpartition("/")[2], (404, "text/plain", b"no")
                )
                if callable(answer):
                    answer(self)
                    return
                status, kind, body = answer
                self.send(status, kind, body)

            def send(self, status, kind, body, **headers):
                data = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(data)

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"127.0.0.1:{self.server.server_port}"
        self.url = f"http://{self.address}/simple/"

    def serve(self, name, body, status=200, kind=JSON):
        """Answers for `name` with a body."""
        self.answers[name] = (status, kind, body)

    def redirect(self, name, to):
        """Sends the asker on."""
        self.answers[name] = lambda handler: handler.send(302, "text/plain", b"", Location=to)

    def hang(self, name, seconds):
        """Says nothing for a while."""
        self.answers[name] = lambda handler: (time.sleep(seconds), handler.send(404, "text/plain", b""))

    def close(self):
        """Stops."""
        self.server.shutdown()
        self.server.server_close()
