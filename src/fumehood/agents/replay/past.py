"""A command that an agent ran or wanted to run."""

from typing import NamedTuple


class Past(NamedTuple):
    """`decision` is what was decided then (empty: nobody was asked), `fixed` that other guards had a part in it."""

    command: str
    cwd: str
    session: str
    time: str
    decision: str = ""
    fixed: bool = False
