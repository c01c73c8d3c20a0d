"""What a rule is shown besides calls."""

from typing import Any

from msgspec import Struct

from fumehood.code.flow.scope import Frame
from fumehood.code.flow.value import Value
from fumehood.code.reached import Verdict


class Report(Struct):
    """What a rule says of a node; `sensitive` nodes hold what no output may show."""

    rule: str
    node: Any
    verdict: Verdict
    sensitive: tuple[Any, ...] = ()


class Assignment(Struct):
    """A name, an attribute of `base`, or an item of it, gets a value."""

    name: str
    target: Any
    value: Value
    node: Any
    base: Value
    frame: Frame
