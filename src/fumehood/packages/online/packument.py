"""Reads npm's document of a package (the full form: the short one has no dates)."""

import msgspec

from fumehood.packages.online.fetch import Body
from fumehood.packages.online.presence import Failed, Found
from fumehood.packages.online.simple_api import moment, unreadable

ACCEPT = "application/json"
_HOLDER = "0.0.1-security"  # the version that npm puts in the place of a removed malicious package


def path_of(name: str) -> str:
    """The path of a package below the registry's address; the slash of a scope is escaped."""
    from urllib.parse import quote

    return quote(name, safe="@")


def read_packument(body: Body, name: str, host: str) -> Found | Failed:
    """What the document says of the package `name`."""
    try:
        document = msgspec.json.decode(body.data)
    except (msgspec.DecodeError, RecursionError):
        return unreadable(host)
    if not isinstance(document, dict) or document.get("name") != name:
        return unreadable(host)
    times = document.get("time")
    dates = sorted(d for d in map(moment, times.values()) if d) if isinstance(times, dict) else []
    created = moment(times.get("created")) if isinstance(times, dict) else None
    versions = document.get("versions")
    if not isinstance(versions, dict):
        if dates:  # all that is left of an unpublished package
            return Found(index=host, versions=0, first_upload=created, status="unpublished")
        return unreadable(host)
    latest = versions.get(next(reversed(versions), ""))
    status = "deprecated" if isinstance(latest, dict) and latest.get("deprecated") else "active"
    if set(versions) == {_HOLDER}:
        status = "security-placeholder"
    return Found(
        index=host,
        versions=len(versions),
        first_upload=created or (dates[0] if dates else None),
        last_upload=dates[-1] if dates else None,
        status=status,
    )
