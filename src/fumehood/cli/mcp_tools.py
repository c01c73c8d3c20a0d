"""Our checks as tools for an assistant: what they take, and what they answer. Nothing leaves this machine."""

import os
from typing import Any

from fumehood.agents.mcp.serve import Tool
from fumehood.cli.mcp_ports import decider, inspector
from fumehood.core.errors import UsageError
from fumehood.core.finding import Finding

_TEXT = 1_000_000  # code points
_MOST_FINDINGS = 100


def tools(folder: str) -> list[Tool]:
    """The tools of a server that works in `folder`."""
    inspect = inspector(folder)
    decide = decider(folder)

    def check_text(arguments: dict[str, Any]) -> dict[str, Any]:
        from fumehood.cli.check_text import RISKS_OF_KIND

        kind = arguments.get("as", "tool-result")
        return _findings(inspect("text.md", arguments["text"], RISKS_OF_KIND[kind]))

    def check_command(arguments: dict[str, Any]) -> dict[str, Any]:
        found = decide(arguments["command"])
        names = ("decision", "severity", "rules", "reasons", "instead")
        return {name: list(v) if isinstance(v := getattr(found, name), tuple) else v for name in names}

    return [
        Tool(
            "check_package", "Check package names",
            "Tells of each package name whether it is known, unverified, suspicious, malicious or absent, offline, with "
            "reasons and suggestions. Use it before you install or import a package.",
            _schema({
                "names": {"type": "array", "items": {"type": "string"}, "maxItems": 100, "description": "package names"},
                "ecosystem": {"type": "string", "enum": ["pypi", "npm"], "description": "default: pypi"},
            }, "names"),
            lambda arguments: _packages(arguments, folder),
        ),
        Tool(
            "check_command", "Check a shell command",
            "Tells whether a shell command would be allowed, asked about or denied, why, and what to do instead. "
            "Nothing is run.",
            _schema({"command": {"type": "string", "maxLength": 100_000, "description": "shell code"}}, "command"),
            check_command,
        ),
        Tool(
            "check_text", "Check a text",
            "Finds hidden instructions, secrets and vulnerable code in a text: a prompt before it is sent, a reply before "
            "it is used, a tool result before it is read.",
            _schema({
                "text": {"type": "string", "maxLength": _TEXT, "description": "the text"},
                "as": {"type": "string", "enum": ["prompt", "reply", "tool-result"], "description": "default: tool-result"},
            }, "text"),
            check_text,
        ),
        Tool(
            "scan_path", "Scan a file or folder",
            "Scans a file or folder of the project for invented packages, hidden instructions, vulnerable code and secrets.",
            _schema({"path": {"type": "string", "description": "relative to the project; default: all of it"}}),
            lambda arguments: _scan(arguments.get("path", "."), folder),
        ),
        Tool(
            "redact", "Redact a text",
            "Puts placeholders in place of secrets and personal data; the user can put the values back.",
            _schema({"text": {"type": "string", "maxLength": _TEXT, "description": "the text"}}, "text"),
            lambda arguments: _redact(arguments["text"], folder),
        ),
    ]  # fmt: skip


def _schema(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _packages(arguments: dict[str, Any], folder: str) -> dict[str, Any]:
    import msgspec

    from fumehood.core.config import load
    from fumehood.packages.verdict import Judge

    own = load(folder)[0].packages
    judge = Judge(known=own.known, malicious=own.malicious, private=own.private)
    answers = [judge.answer(name, arguments.get("ecosystem", "pypi")) for name in arguments["names"]]
    return {"answers": msgspec.to_builtins(answers)}


def _scan(path: str, folder: str) -> dict[str, Any]:
    from fumehood.cli.guards import make_guards
    from fumehood.cli.scan import place, rule_names
    from fumehood.core.config import RISKS, load
    from fumehood.core.engine import Settings, scan

    full = os.path.realpath(os.path.join(folder, path.replace("\0", "")))
    top = os.path.realpath(folder)
    if "\0" in path or not (full == top or full.startswith(top.rstrip("/") + "/")):
        raise UsageError("the path lies outside of the project", "name one inside it")
    config, _ = load(folder)
    root, starts = place([full])
    settings = Settings(
        ignore=tuple(config.ignored_rules()),
        exclude=tuple(config.exclude),
        key=(*sorted(RISKS), *config.exposure.regions),
    )
    report = scan(root, starts, make_guards(RISKS, config), settings, names=rule_names)
    unscanned = [{"path": one.path, "reason": one.reason} for one in report.unscanned[:_MOST_FINDINGS]]
    return {**_findings(report.findings), "files": report.summary.files, "unscanned": unscanned}


def _redact(text: str, folder: str) -> dict[str, Any]:
    from fumehood.core.config import user_config
    from fumehood.core.language import language_of
    from fumehood.exposure.redaction.redact import Redactor
    from fumehood.exposure.redaction.vault import default_path, opened

    with opened(default_path(folder), create=True) as vault:
        redactor = Redactor(vault, user_config().exposure.regions)
        done = redactor.text(text, path="prompt.txt", language=language_of("prompt.txt", ""))
    return {"text": done, "replaced": dict(redactor.counts)}


def _findings(found: list[Finding]) -> dict[str, Any]:
    rows = [
        {
            "rule": one.rule,
            "severity": one.severity.value,
            "message": one.message,
            "path": one.location.path,
            "line": one.location.line,
        }
        for one in found[:_MOST_FINDINGS]
    ]
    return {"findings": rows, "total": len(found)}
