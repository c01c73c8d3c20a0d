"""A baseline is any earlier JSON report: findings whose id it holds are known."""

from collections.abc import Sequence

import msgspec

from fumehood.core.errors import UsageError
from fumehood.core.finding import Finding


class _Known(msgspec.Struct):
    id: str


class _Report(msgspec.Struct):
    findings: list[_Known]


def known_ids(file: str) -> frozenset[str]:
    """The ids in a baseline file.

    Raises:
        UsageError: it cannot be read, or is no report.
    """
    try:
        with open(file, "rb") as handle:
            report = msgspec.json.decode(handle.read(), type=_Report)
    except OSError as error:
        raise UsageError(
            f"cannot read the baseline {file}: {error.strerror}",
            "make one with `fumehood baseline create FILE`",
        ) from None
    except (msgspec.MsgspecError, RecursionError):
        raise UsageError(
            f"{file} is no fumehood report", "a baseline is a report written with --format json"
        ) from None
    return frozenset(f.id for f in report.findings)


def without_known(
    findings: Sequence[Finding], ids: Sequence[str], known: frozenset[str]
) -> tuple[list[Finding], list[str], int]:
    """The findings that are new, their ids, and how many were known."""
    new = [(f, i) for f, i in zip(findings, ids, strict=True) if i not in known]
    return [f for f, _ in new], [i for _, i in new], len(findings) - len(new)
