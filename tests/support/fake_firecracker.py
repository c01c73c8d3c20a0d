"""A stand-in for Firecracker, made from its public API specification: the binary is in no registry and needs KVM.

Each body is checked field by field (unknown fields, types, ranges, what is required), and what is allowed before and
after the start. Its vsock answers CONNECT as the document says: OK and a port, or a closed line when nobody listens.
"""

import json
import os
import re
import socket
import socketserver
import threading
from http.server import BaseHTTPRequestHandler

INTEGER, TEXT, FLAG = int, str, bool
BODIES = {
    "/logger": ({}, {"level": TEXT, "log_path": TEXT, "show_level": FLAG, "show_log_origin": FLAG, "module": TEXT}),
    "/machine-config": (
        {"vcpu_count": INTEGER, "mem_size_mib": INTEGER},
        {"smt": FLAG, "track_dirty_pages": FLAG, "cpu_template": TEXT, "huge_pages": TEXT},
    ),
    "/boot-source": ({"kernel_image_path": TEXT}, {"boot_args": TEXT, "initrd_path": TEXT}),
    "/drives/": (
        {"drive_id": TEXT, "is_root_device": FLAG},
        {"path_on_host": TEXT, "is_read_only": FLAG, "cache_type": TEXT, "partuuid": TEXT, "io_engine": TEXT,
         "rate_limiter": dict, "socket": TEXT},
    ),
    "/network-interfaces/": (
        {"iface_id": TEXT, "host_dev_name": TEXT}, {"guest_mac": TEXT, "mtu": INTEGER},
    ),
    "/vsock": ({"guest_cid": INTEGER, "uds_path": TEXT}, {"vsock_id": TEXT}),
    "/actions": ({"action_type": TEXT}, {}),
    "/vm": ({"state": TEXT}, {}),
    "/snapshot/create": ({"mem_file_path": TEXT, "snapshot_path": TEXT}, {"snapshot_type": TEXT}),
    "/snapshot/load": (
        {"snapshot_path": TEXT},
        {"mem_backend": dict, "mem_file_path": TEXT, "resume_vm": FLAG, "track_dirty_pages": FLAG},
    ),
}  # fmt: skip
ENUMS = {
    "level": {"Error", "Warning", "Info", "Debug", "Trace", "Off"},
    "action_type": {"FlushMetrics", "InstanceStart", "SendCtrlAltDel"},
    "state": {"Paused", "Resumed"},
    "snapshot_type": {"Full", "Diff"},
}
BEFORE = ("/machine-config", "/boot-source", "/drives/", "/network-interfaces/", "/vsock", "/snapshot/load")
AFTER = ("/vm", "/snapshot/create")


class Refused(Exception):
    """An answer of 400."""


class Fake:
    """One process. `state` is `Not started`, `Running` or `Paused`; `told` holds what was set, in order."""

    version = "1.16.0"

    def __init__(self, folder):
        self.path = os.path.join(folder, "api.socket")
        self.state = "Not started"
        self.told = []
        self.listening = set()
        self._server = _Server(self.path, _Handler)
        self._server.fake = self
        self._vsock = None
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        if self._vsock:
            self._vsock.close()

    def get(self, place):
        if place == "/":
            return {
                "app_name": "Firecracker",
                "id": "anonymous-instance",
                "state": self.state,
                "vmm_version": self.version,
            }
        if place == "/version":
            return {"firecracker_version": self.version}
        raise Refused(f"Invalid request method and/or path: GET {place}.")

    def set(self, method, place, body):
        kind = "/drives/" if place.startswith("/drives/") else place
        if place.startswith("/network-interfaces/"):
            kind = "/network-interfaces/"
        if kind not in BODIES or (method == "PATCH") != (kind == "/vm"):
            raise Refused(f"Invalid request method and/or path: {method} {place}.")
        self._shape(kind, body)
        if kind in BEFORE and self.state != "Not started":
            raise Refused("The requested operation is not supported after starting the microVM.")
        if kind in AFTER and self.state == "Not started":
            raise Refused("The requested operation is not supported before starting the microVM.")
        self._rules(kind, place, body)
        self.told.append((place, body))

    def has(self, kind):
        return [body for place, body in self.told if place.startswith(kind)]

    def _shape(self, kind, body):
        required, optional = BODIES[kind]
        if not isinstance(body, dict):
            raise Refused("An error occurred when deserializing the json body of a request.")
        for name, value in body.items():
            wanted = required.get(name) or optional.get(name)
            if wanted is None:
                raise Refused(f"unknown field `{name}`")
            if type(value) is not wanted:
                raise Refused(f"invalid type of `{name}`, expected {wanted.__name__}")
            if name in ENUMS and value not in ENUMS[name]:
                raise Refused(f"unknown variant `{value}`")
        for name in required:
            if name not in body:
                raise Refused(f"missing field `{name}`")

    def _rules(self, kind, place, body):
        if kind == "/machine-config":
            count = body["vcpu_count"]
            if not 1 <= count <= 32 or (body.get("smt") and count > 1 and count % 2):
                raise Refused("The vCPU number is invalid!")
            if body["mem_size_mib"] < 1:
                raise Refused("The memory size (MiB) is invalid.")
        elif kind == "/boot-source":
            for name in ("kernel_image_path", "initrd_path"):
                if name in body and not os.path.isfile(body[name]):
                    raise Refused(f"The kernel or initrd file cannot be opened: {body[name]}")
        elif kind == "/drives/":
            if place != f"/drives/{body['drive_id']}":
                raise Refused("The id from the path does not match the id from the body!")
            if not re.fullmatch(r"\w+", body["drive_id"]) or not os.path.isfile(body.get("path_on_host", "")):
                raise Refused("Unable to open the block device.")
            others = [one for one in self.has("/drives/") if one["drive_id"] != body["drive_id"]]
            if body["is_root_device"] and any(one["is_root_device"] for one in others):
                raise Refused("A root block device already exists!")
        elif kind == "/network-interfaces/":
            if place != f"/network-interfaces/{body['iface_id']}":
                raise Refused("The id from the path does not match the id from the body!")
        elif kind == "/vsock" and body["guest_cid"] < 3:
            raise Refused("guest_cid must be 3 or more")
        elif kind == "/actions" and body["action_type"] == "InstanceStart":
            if self.state != "Not started":
                raise Refused("The requested operation is not supported after starting the microVM.")
            if not self.has("/boot-source"):
                raise Refused("Cannot start microvm without kernel configuration.")
            self._run()
        elif kind == "/vm":
            self.state = "Paused" if body["state"] == "Paused" else "Running"
        elif kind == "/snapshot/create":
            if self.state != "Paused":
                raise Refused("Cannot save a microVM that is not paused.")
            for name in ("snapshot_path", "mem_file_path"):
                try:
                    with open(body[name], "w") as file:
                        json.dump(
                            [self.version, [body for place, body in self.told if place == "/vsock"]], file
                        )
                except OSError as error:
                    raise Refused(f"Cannot open the snapshot file: {error.strerror}") from error
        elif kind == "/snapshot/load":
            if ("mem_backend" in body) == ("mem_file_path" in body):
                raise Refused("either `mem_backend` or `mem_file_path` must be given")
            if any(not place.startswith(("/logger", "/metrics")) for place, _ in self.told):
                raise Refused(
                    "Loading a microVM snapshot not allowed after configuring boot-specific resources."
                )
            memory = body.get("mem_backend", {})
            if set(memory) != {"backend_type", "backend_path"} or memory["backend_type"] not in (
                "File",
                "Uffd",
            ):
                raise Refused("invalid mem_backend")
            for path in (body["snapshot_path"], memory["backend_path"]):
                if not os.path.isfile(path):
                    raise Refused(f"Failed to open snapshot file: {path}")
            with open(body["snapshot_path"]) as file:
                version, devices = json.load(file)
            if version.split(".")[0] != self.version.split(".")[0]:
                raise Refused(
                    f"Snapshot file has version {version}, which this Firecracker {self.version} cannot load."
                )
            self.told += [("/vsock", one) for one in devices]
            self._run()
            self.state = "Running" if body.get("resume_vm") else "Paused"

    def _run(self):
        self.state = "Running"
        for vsock in self.has("/vsock")[-1:]:
            self._vsock = socket.socket(socket.AF_UNIX)
            self._vsock.bind(vsock["uds_path"])
            self._vsock.listen()
            threading.Thread(target=self._calls, daemon=True).start()

    def _calls(self):
        while True:
            try:
                line, _ = self._vsock.accept()
            except OSError:
                return
            with line, line.makefile("rwb", buffering=0) as file:
                match = re.fullmatch(rb"CONNECT (\d+)\n", file.readline(64))
                if match and int(match[1]) in self.listening:
                    file.write(b"OK 1073741824\n")
                    file.write(b"agent:" + file.readline(64))


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    def _answer(self, status, body=None):
        raw = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def do_GET(self):
        try:
            self._answer(200, self.server.fake.get(self.path))
        except Refused as refused:
            self._answer(400, {"fault_message": str(refused)})

    def do_PUT(self):
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            try:
                body = json.loads(raw)
            except ValueError:
                raise Refused("An error occurred when deserializing the json body of a request.") from None
            self.server.fake.set(self.command, self.path, body)
            self._answer(204)
        except Refused as refused:
            self._answer(400, {"fault_message": str(refused)})

    do_PATCH = do_PUT

    def log_message(self, *_):
        pass

    def address_string(self):
        return "unix"
