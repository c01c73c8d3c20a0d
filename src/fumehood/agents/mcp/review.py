"""What speaks against a tool's definition when it is seen for the first time."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from fumehood.agents.mcp.canonical import texts
from fumehood.core.finding import Finding, Severity
from fumehood.report.safe import replacements

Inspect = Callable[[str, str, tuple[str, ...]], list[Finding]]
"""(path, text, risks) → what the static guards find in it."""
_WRITES = re.compile(
    r"(?:^|[_\-./])(?:delete|remove|drop|write|create|update|insert|set|put|post|send|push|move|rename|edit|execute|exec|run"
    r"|kill|upload|publish|install|merge|commit|destroy|purge|truncate)(?:$|[_\-./])",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_INSTEAD = re.compile(
    r"\b(?:instead of|before (?:using|calling|any)|after (?:using|calling)|when(?:ever)? (?:using|calling)|do not (?:use|call)|"
    r"never (?:use|call)|must (?:also )?(?:be )?(?:call|use)|replaces?|overrides?|takes precedence)",
    re.IGNORECASE,
)


def review(tool: dict[str, Any], others: Mapping[str, str], inspect: Inspect) -> list[str]:
    """The reasons, a sentence each, to hold the tool back; empty when nothing speaks against it.

    `others` are the names of the tools of other servers, with the server.
    """
    name = tool["name"]
    reasons = []
    hidden = sorted(
        {escape for text in texts(tool) for _, _, escape in replacements(text) if escape[:2] != "\\n"}
    )
    hidden = [escape for escape in hidden if escape not in ("\\t", "\\r")]
    if hidden:
        reasons.append(f"it holds characters that nobody sees: {', '.join(hidden[:5])}")
    if not name.isascii():
        reasons.append(f"its name has letters that look like others: {_spelled(name)}")
    reasons += _shadows(tool, others)
    annotations = tool.get("annotations")
    if (
        isinstance(annotations, dict)
        and annotations.get("readOnlyHint") is True
        and _WRITES.search(_CAMEL.sub("_", name))
    ):
        reasons.append("it calls itself read-only, and its name says that it changes something")
    document = json.dumps({"mcpServers": {}, "tools": [tool]}, ensure_ascii=False, indent=1)
    prose = "\n\n".join(texts(tool))
    found = {
        f.rule: f
        for path, text in (("tools.json", document), ("tool.md", prose))
        for f in inspect(path, text, ("injection",))
    }
    reasons += [f"{f.message} [{f.rule}]" for f in found.values() if f.severity.rank >= Severity.MEDIUM.rank]
    return reasons


def _shadows(tool: dict[str, Any], others: Mapping[str, str]) -> list[str]:
    name = tool["name"]
    if name in others:
        return [f"another server has a tool of this name: {others[name]}"]
    alike = {_skeleton(other): other for other in others}
    if _skeleton(name) in alike:
        return [f"its name looks like that of another server's tool: {alike[_skeleton(name)]}"]
    prose = "\n".join(texts({key: value for key, value in tool.items() if key != "name"}))
    if not _INSTEAD.search(prose):
        return []
    named = [
        other for other in others if len(other) > 3 and re.search(rf"(?<!\w){re.escape(other)}(?!\w)", prose)
    ]
    return [f"it says how another server's tool is to be used: {named[0]}"] if named else []


def _skeleton(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return plain.replace("-", "").replace("_", "").replace("0", "o").replace("1", "l").replace("i", "l")


def _spelled(name: str) -> str:
    return ", ".join(f"U+{ord(c):04X}" for c in name if not c.isascii())[:100]
