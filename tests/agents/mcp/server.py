"""A small MCP server of both generations, for the guard's tests; what it lists and answers stands in a file."""

import json
import os
import sys

path = sys.argv[1]


def say(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


for line in sys.stdin:
    with open(path, encoding="utf-8") as file:
        behaviour = json.load(file)
    with open(path + ".seen", "a", encoding="utf-8") as file:
        file.write(line)
    found = json.loads(line)
    for message in found if isinstance(found, list) else [found]:
        method, identifier = message.get("method"), message.get("id")
        if identifier is None:
            continue
        if method in ("initialize", "server/discover"):
            version = message["params"].get("protocolVersion", "2026-07-28")
            result = {
                "protocolVersion": version,
                "capabilities": {"tools": {"listChanged": True}},
                "serverInfo": {"name": "x", "version": "1"},
            }
            say({"jsonrpc": "2.0", "id": identifier, "result": result | behaviour.get("greeting", {})})
        elif method == "tools/list":
            say({"jsonrpc": "2.0", "id": identifier, "result": {"tools": behaviour["tools"]}})
        elif message.get("params", {}).get("name") == "die":
            sys.stderr.write("dying\n")
            sys.exit(7)
        elif message.get("params", {}).get("name") == "raw":
            sys.stdout.write(behaviour["raw"] + "\n")
            sys.stdout.flush()
        elif message.get("params", {}).get("name") == "env":
            say(
                {
                    "jsonrpc": "2.0",
                    "id": identifier,
                    "result": {"content": [{"type": "text", "text": str(os.getpid())}]},
                }
            )
        else:
            say(
                {
                    "jsonrpc": "2.0",
                    "id": identifier,
                    "result": {"content": [{"type": "text", "text": behaviour.get("text", "fine")}]},
                }
            )
