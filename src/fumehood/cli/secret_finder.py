"""The exposure guard as `sandbox.covers` asks it: where in a file secrets stand that would do great harm."""

from fumehood.cli.scan import rule_names
from fumehood.core.file_result import inspect_text
from fumehood.core.finding import Confidence, Severity
from fumehood.core.read_file import source_of
from fumehood.core.source import Source
from fumehood.core.suppress import suppress
from fumehood.core.walk import shown_path
from fumehood.core.zone import Zone, zone_of
from fumehood.exposure.guard import ExposureGuard
from fumehood.report.redaction import merged
from fumehood.sandbox.covers.find import ALL
from fumehood.sandbox.covers.known import Spans

_SECRETS = "FHE1"


class SecretFinder:
    """Secrets of high severity, at least of medium confidence. An ignore comment with a reason lets one stand."""

    def __init__(self) -> None:
        self._guards = [ExposureGuard(key=b"\0" * 32)]
        inspect_text(source_of("a.py", b"a = 1\n"), self._guards)  # loads what the first file would pay for

    def wants(self, path: str) -> bool:
        """Not in tests, examples and documents: there nothing is of high severity."""
        return zone_of(path) is Zone.PRODUCT

    def find(self, path: str, raw: bytes, seconds: float) -> Spans | None:
        """As `sandbox.covers.find.Finder` says."""
        source = source_of(shown_path(path), raw)
        result = inspect_text(source, self._guards, seconds)
        if not result.lasting:
            return None
        findings = [
            finding
            for finding in result.findings
            if finding.rule.startswith(_SECRETS)
            and finding.severity.rank >= Severity.HIGH.rank
            and finding.confidence.rank >= Confidence.MEDIUM.rank
        ]
        if findings and result.ignores:
            ignores = {source.path: result.ignores}
            findings = suppress(findings, ignores, names=rule_names, judged=bool).findings
        spans = [span for finding in findings for span in finding.sensitive]
        return _in_bytes(source, merged(spans)) if spans else ()


def _in_bytes(source: Source, spans: list[tuple[int, int]]) -> Spans:
    """The spans in bytes of the file; all of it where its encoding does not let that be told."""
    if source.encoding != "utf-8":
        return ALL
    ahead = len(source.raw) - len(source.text.encode("utf-8", "surrogatepass"))  # a byte order mark
    if ahead not in (0, 3):
        return ALL
    return tuple((ahead + source.byte_offset(a), ahead + source.byte_offset(b)) for a, b in spans)
