"""The lock file: the tools of each server as they were reviewed, and those that wait for somebody to accept them.

What the server itself is stands among its tools, under a name that no tool may have.
"""

import contextlib
import fcntl
import json
import os
from collections.abc import Callable, Iterator
from typing import Any

from fumehood.agents.mcp.canonical import definition, digest
from fumehood.agents.mcp.identity import SERVER
from fumehood.core.errors import IncompleteError, UsageError
from fumehood.core.paths import config_folder
from fumehood.core.replace_file import replace_file

_VERSION = 1


class Lock:
    """One server's part of a lock file; a server is its command with its arguments."""

    def __init__(self, path: str, command: list[str]) -> None:
        self.path = path
        self.key = json.dumps(command)
        self._all = self._read()

    @property
    def pinned(self) -> dict[str, dict[str, Any]]:
        """Name → {sha256, definition} of the tools that may be used."""
        return self._part("tools")

    @property
    def held(self) -> dict[str, dict[str, Any]]:
        """Name → {sha256, definition, reasons} of the tools that wait."""
        return self._part("held")

    def others(self) -> dict[str, str]:
        """The names of tools that other servers have, with the server."""
        return {
            name: key
            for key, server in self._all.items()
            if key != self.key
            for name in server.get("tools", {})
            if name != SERVER
        }

    def pin(self, tool: dict[str, Any]) -> None:
        """Takes a tool in as it is."""
        entry = {"sha256": digest(tool), "definition": definition(tool)}

        def change(server: dict[str, Any]) -> None:
            server["tools"][tool["name"]] = entry
            server["held"].pop(tool["name"], None)

        self._change(change)

    def hold(self, tool: dict[str, Any], reasons: list[str]) -> None:
        """Keeps a tool for somebody to look at."""
        entry = {"sha256": digest(tool), "definition": definition(tool), "reasons": reasons}
        if self.held.get(tool["name"]) != entry:
            self._change(lambda server: server["held"].__setitem__(tool["name"], entry))

    def accept(self, names: list[str]) -> list[str]:
        """Pins tools that wait (all, when no name is given); returns their names.

        Raises:
            UsageError: a name is none of them.
        """
        chosen = names or sorted(self.held)
        for name in chosen:
            if name not in self.held:
                waiting = ", ".join(sorted(self.held)) or "none"
                raise UsageError(f"the tool {name!r} does not wait to be accepted", f"waiting are: {waiting}")

        def change(server: dict[str, Any]) -> None:
            for name in chosen:
                entry = server["held"].pop(name)
                server["tools"][name] = {key: entry[key] for key in ("sha256", "definition")}

        self._change(change)
        return chosen

    def _part(self, name: str) -> dict[str, dict[str, Any]]:
        part: dict[str, dict[str, Any]] = self._all.get(self.key, {}).get(name, {})
        return part

    def _change(self, change: Callable[[dict[str, Any]], None]) -> None:
        try:
            with self._locked():
                self._all = self._read()
                change(self._all.setdefault(self.key, {"tools": {}, "held": {}}))
                table = {"version": _VERSION, "servers": self._all}
                text = json.dumps(table, indent=1, sort_keys=True) + "\n"
                replace_file(self.path, text.encode("ascii"), mode=0o600)
        except OSError as error:
            raise IncompleteError(
                f"the lock file cannot be written: {self.path}: {error.strerror}",
                "make it writable, or name another with --lock",
            ) from None

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        folder = os.path.dirname(os.path.abspath(self.path))
        os.makedirs(folder, mode=0o700, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _read(self) -> dict[str, Any]:
        try:
            with open(os.open(self.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
                table = json.load(file)
            return _servers(table)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise UsageError(
                f"the lock file cannot be read: {self.path}",
                "restore it from a copy, or delete it: every tool is then reviewed anew",
            ) from None


def _servers(table: Any) -> dict[str, Any]:
    """The servers of a lock file's table; ValueError and its kin when it is none."""
    servers: dict[str, Any] = dict(table["servers"])
    entries = [
        entry for server in servers.values() for part in ("tools", "held") for entry in server[part].values()
    ]
    if table["version"] != _VERSION or not all(
        isinstance(one["sha256"], str) and isinstance(one["definition"], dict) for one in entries
    ):
        raise ValueError
    return servers


def default_path() -> str:
    """The user's own lock file: beside the configuration, where no agent may write."""
    return os.path.join(config_folder(), "mcp-lock.json")
