"""package.xml of ROS (REP 149): its dependencies come from the distribution, not from an index."""

from collections.abc import Iterator

from fumehood.core.patterns import pattern
from fumehood.packages.mention import Item, Notice

_DEPEND = pattern(r"<(?:\w{1,20}_)?depend\b[^<>]{0,200}>\s{0,20}(?P<name>[\w.-]{1,100})\s{0,20}<")


def package_xml_items(text: str) -> Iterator[Item]:
    """What a package of ROS depends on."""
    for match in _DEPEND.finditer(text):
        yield Notice("declared", *match.span("name"), match["name"], "manifest")
