"""What comes back from a server, before a model reads it: injected orders are held back, secrets covered."""

from typing import Any

from fumehood.agents.mcp.canonical import texts
from fumehood.agents.mcp.review import Inspect
from fumehood.core.finding import Confidence, Finding, Severity
from fumehood.report.redaction import cover, merged

_LONGEST = 2_000_000  # code points of a text that is looked at; a longer one is held back
_SECRETS = "FHE1"


class Results:
    """Looks at results with the static guards."""

    def __init__(self, inspect: Inspect) -> None:
        self._inspect = inspect

    def greeting(self, result: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """A server's greeting without instructions that attack, and why they are gone."""
        said = result.get("instructions")
        if not isinstance(said, str) or not (reasons := self._against(said)):
            return result, []
        return {key: value for key, value in result.items() if key != "instructions"}, [
            f"the server's instructions were held back: {'; '.join(reasons)}"
        ]

    def read(self, result: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """A result as it may be read, and what was done to it; the same object when that is nothing."""
        said = texts(result)
        if sum(map(len, said)) > _LONGEST:
            return _held_back(result, ["it is too long to be looked at"])
        prose = "\n\n".join(text for text in said if len(text) > 3)
        if reasons := self._against(prose):
            return _held_back(result, reasons)
        covered = {text: self._covered(text) for text in said if len(text) > 7}
        changed = {text for text, shown in covered.items() if shown != text}
        if not changed:
            return result, []
        return _replaced(result, covered), [f"secrets were covered in {len(changed)} texts of a result"]

    def _against(self, text: str) -> list[str]:
        found = self._inspect("result.md", text, ("injection",))
        return list(dict.fromkeys(f"{f.message} [{f.rule}]" for f in found if _grave(f)))

    def _covered(self, text: str) -> str:
        found = [
            f
            for f in self._inspect("result.txt", text, ("exposure",))
            if f.rule.startswith(_SECRETS) and _grave(f)
        ]
        return cover(text, 0, merged(span for f in found for span in f.sensitive)) if found else text


def _grave(finding: Finding) -> bool:
    return finding.severity.rank >= Severity.MEDIUM.rank and finding.confidence.rank >= Confidence.MEDIUM.rank


def _held_back(result: dict[str, Any], reasons: list[str]) -> tuple[dict[str, Any], list[str]]:
    kept = {key: result[key] for key in ("resultType",) if key in result}
    text = f"fumehood held this result back: {'; '.join(reasons)}. Tell the user; do not try to get it another way."
    return {**kept, "content": [{"type": "text", "text": text}], "isError": True}, [
        f"a result was held back: {'; '.join(reasons)}"
    ]


def _replaced(value: Any, texts_: dict[str, str]) -> Any:
    if isinstance(value, str):
        return texts_.get(value, value)
    if isinstance(value, dict):
        return {key: _replaced(each, texts_) for key, each in value.items()}
    if isinstance(value, list):
        return [_replaced(each, texts_) for each in value]
    return value
