"""JSON-RPC 2.0 messages, a line each, as the stdio transport of MCP has them.

Source: MCP 2024-11-05 to 2025-11-25 (`initialize`) and 2026-07-28 (stateless, version in `_meta`); JSON-RPC 2.0.
"""

import json
from typing import Any

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS, INTERNAL_ERROR = (
    -32700,
    -32600,
    -32601,
    -32602,
    -32603,
)
REFUSED = -32001  # of the range that JSON-RPC leaves to servers
UNSUPPORTED_VERSION = -32022
LARGEST = 64 << 20  # bytes of a line


class MalformedError(Exception):
    """The line is no message that both sides would read alike; the message says why."""


def read_message(line: bytes) -> dict[str, Any] | list[dict[str, Any]]:
    """The message, or the batch, of a line.

    Two parsers must not see two messages in one line: repeated keys, NaN and invalid UTF-8 are refused.

    Raises:
        MalformedError: it is not valid JSON, or no message.
    """
    try:
        found = json.loads(line.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise MalformedError("it is not valid UTF-8") from None
    except ValueError:
        raise MalformedError("it is not valid JSON") from None
    except RecursionError:
        raise MalformedError("it is nested too deeply") from None
    if isinstance(found, list):
        if found and all(isinstance(one, dict) for one in found):
            return [_checked(one) for one in found]
        raise MalformedError("a batch must hold messages")
    if not isinstance(found, dict):
        raise MalformedError("it is no object")
    return _checked(found)


def _checked(message: dict[str, Any]) -> dict[str, Any]:
    answers = "result" in message or "error" in message
    if "method" in message:
        if answers or not isinstance(message["method"], str):
            raise MalformedError("it is neither a request nor an answer")
    elif not answers or "id" not in message:
        raise MalformedError("it is neither a request nor an answer")
    if not isinstance(message.get("id"), str | int | float | None):
        raise MalformedError("its id is neither text nor number")
    return message


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise MalformedError("a key stands twice in it")
    return table


def _no_constant(name: str) -> Any:
    raise MalformedError(f"{name} is no JSON")


def identity(message: dict[str, Any]) -> str:
    """The id of a message as a key: 1 and "1" differ."""
    return json.dumps(message.get("id"))


def written(message: object) -> bytes:
    """A message, or a batch, as a line."""
    return (
        json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
        + b"\n"
    )


def error(identifier: object, code: int, text: str, data: object = None) -> dict[str, Any]:
    """An error answer."""
    body: dict[str, Any] = {"code": code, "message": text}
    if data is not None:
        body["data"] = data
    return {"jsonrpc": "2.0", "id": identifier, "error": body}
