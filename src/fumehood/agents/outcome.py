"""What became of one file."""

import msgspec


class Outcome(msgspec.Struct, frozen=True):
    """What happened to one file: created, updated, unchanged, removed, restored or failed (with the reason).

    `before` and `after` are its bytes; `remarks` name settings of the user's that stand where ours would.
    """

    path: str
    state: str
    reason: str = ""
    before: bytes | None = None
    after: bytes | None = None
    remarks: tuple[str, ...] = ()
