"""What an index can answer when it is asked for a name."""

from datetime import datetime

from msgspec import Struct


class Found(Struct, frozen=True, kw_only=True):
    """The index has the package.

    `first_upload` is the earliest date told, None when none is; `status` is PEP 792's (`active`, `archived`,
    `quarantined`, `deprecated`) or npm's (`deprecated`, `security-placeholder`).
    """

    index: str
    versions: int
    first_upload: datetime | None = None
    last_upload: datetime | None = None
    status: str = "active"


class Missing(Struct, frozen=True):
    """The index says that there is no such package. `index` is the host that was asked."""

    index: str


class Failed(Struct, frozen=True):
    """Nobody could tell. `code` is the reason's code, `message` one sentence without a full stop."""

    index: str
    code: str
    message: str


Presence = Found | Missing | Failed
