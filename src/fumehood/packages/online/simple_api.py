"""Reads a project's page of a Python index: JSON (PEP 691, 700, 792), else HTML (PEP 503).

A page counts only when it is about that project: a sign-in form or a portal answers 200 as well.
"""

from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import msgspec

from fumehood.packages.names import normalise
from fumehood.packages.online.fetch import Body
from fumehood.packages.online.presence import Failed, Found

ACCEPT = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"


def read_page(body: Body, name: str, host: str) -> Found | Failed:
    """What the page says of the project `name` (normalised)."""
    kind = body.content_type.partition(";")[0].strip().lower()
    if kind.endswith("json"):
        return _json(body.data, name, host)
    if kind in ("text/html", "application/vnd.pypi.simple.v1+html", ""):
        return _html(body.data, name, host)
    return unreadable(host)


def unreadable(host: str) -> Failed:
    """The answer says nothing that we understand."""
    return Failed(
        host, "index-unreadable-answer", f"{host} answered with something that is no page of this package"
    )


def _json(data: bytes, name: str, host: str) -> Found | Failed:
    try:
        page = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError):
        return unreadable(host)
    if not isinstance(page, dict) or not isinstance(page.get("files"), list):
        return unreadable(host)
    version = (
        str((page.get("meta") or {}).get("api-version", "1.0"))
        if isinstance(page.get("meta"), dict)
        else "1.0"
    )
    if version.partition(".")[0] != "1" or normalise(str(page.get("name", ""))) != name:
        return unreadable(host)
    files = [file for file in page["files"] if isinstance(file, dict)]
    dates = sorted(date for file in files if (date := moment(file.get("upload-time"))))
    versions = page.get("versions")
    count = (
        len(versions)
        if isinstance(versions, list)
        else _versions([str(f.get("filename", "")) for f in files])
    )
    status = page.get("project-status")
    return Found(
        index=host,
        versions=count,
        first_upload=dates[0] if dates else None,
        last_upload=dates[-1] if dates else None,
        status=str(status.get("status", "active")) if isinstance(status, dict) else "active",
    )


def moment(text: Any) -> datetime | None:
    """An ISO date with time, in UTC; None for anything else."""
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _html(data: bytes, name: str, host: str) -> Found | Failed:
    links = _Links()
    links.feed(data.decode("utf-8", "replace"))
    files = [text for text in links.files if normalise(text).startswith(name + "-")]
    if not files:
        return unreadable(host)
    return Found(index=host, versions=_versions(files))


class _Links(HTMLParser):
    """The texts of the links of a page: the names of the files."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base's signature
        """A link begins."""
        if tag == "a":
            self._inside = True
            self.files.append("")

    def handle_endtag(self, tag: str) -> None:
        """A link ends."""
        if tag == "a":
            self._inside = False

    def handle_data(self, data: str) -> None:
        """The text of a link."""
        if self._inside:
            self.files[-1] += data.strip()


def _versions(files: list[str]) -> int:
    from packaging.utils import (
        InvalidSdistFilename,
        InvalidWheelFilename,
        parse_sdist_filename,
        parse_wheel_filename,
    )

    found = set()
    for file in files:
        try:
            found.add(
                parse_wheel_filename(file)[1] if file.endswith(".whl") else parse_sdist_filename(file)[1]
            )
        except (InvalidWheelFilename, InvalidSdistFilename):
            continue
    return len(found)
