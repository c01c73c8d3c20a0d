"""What one file tells of another: which of its functions pass data on, and findings that wait to know.

Data that went through a function of another file may be harmless: the function may give back a constant.
Such a finding waits in the facts of its file until the whole project is known.
"""

from msgspec import Struct

from fumehood.core.finding import Finding


class Pending(Struct, frozen=True):
    """A finding whose data went through functions of other files, named in `via`.

    `sure` is reported when all of them are known to pass data on, `unsure` (if anything) when some are not
    known. One that is known to pass nothing on ends the matter.
    """

    via: tuple[str, ...]
    sure: Finding
    unsure: Finding | None = None


class CodeFacts(Struct, frozen=True):
    """What other files may want to know of this one. Names are dotted below the module: `Class.method`."""

    passing: tuple[str, ...] = ()
    constant: tuple[str, ...] = ()
    pending: tuple[Pending, ...] = ()
