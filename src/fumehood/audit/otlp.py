"""The record as OpenTelemetry logs in OTLP's JSON encoding, for any collector's file receiver.

The names under `gen_ai.` are still in development at OpenTelemetry, so the mapping has a version of its own
(`fumehood.mapping`). Source: OTLP 1.5 (JSON Protobuf encoding), semantic conventions for generative AI 1.37.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from fumehood import __version__

MAPPING = "1"
_SEVERITY = {"deny": (17, "ERROR"), "ask": (13, "WARN")}


def otlp(records: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """One `ExportLogsServiceRequest` with a log record for each record."""
    scope = {
        "name": "fumehood.audit",
        "version": __version__,
        "attributes": [_pair("fumehood.mapping", MAPPING)],
    }
    resource = {"attributes": [_pair("service.name", "fumehood"), _pair("service.version", __version__)]}
    logs = [_log(record) for record in records]
    return {"resourceLogs": [{"resource": resource, "scopeLogs": [{"scope": scope, "logRecords": logs}]}]}


def _log(record: dict[str, Any]) -> dict[str, Any]:
    data = record["data"]
    number, text = _SEVERITY.get(str(data.get("decision")), (9, "INFO"))
    known = {
        "gen_ai.conversation.id": record["session"],
        "gen_ai.agent.name": record["agent"],
        "gen_ai.operation.name": "execute_tool" if record["kind"] == "decision" else "",
        "gen_ai.tool.name": data.get("tool", ""),
        "gen_ai.tool.call.id": data.get("call", ""),
        "process.working_directory": data.get("cwd", record["project"]),
        "fumehood.kind": record["kind"],
        "fumehood.decision": data.get("decision", ""),
        "fumehood.number": record["n"],
        "fumehood.hash": record["hash"],
    }
    moment = datetime.strptime(record["time"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    return {
        "timeUnixNano": str(round(moment.timestamp() * 1000) * 10**6),
        "severityNumber": number,
        "severityText": text,
        "eventName": f"fumehood.{record['kind']}",
        "body": _value(data),
        "attributes": [_pair(key, value) for key, value in known.items() if value != ""],
    }


def _pair(key: str, value: object) -> dict[str, Any]:
    return {"key": key, "value": _value(value)}


def _value(value: object) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int):
        return {"intValue": str(value)}
    if isinstance(value, float):
        return {"doubleValue": value}
    if isinstance(value, dict):
        return {"kvlistValue": {"values": [_pair(str(key), each) for key, each in value.items()]}}
    if isinstance(value, list):
        return {"arrayValue": {"values": [_value(each) for each in value]}}
    return {"stringValue": "" if value is None else str(value)}
