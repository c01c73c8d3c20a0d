"""What the guard keeps of each source until it has seen the whole project."""

from msgspec import Struct

from fumehood.core.finding import Location


class Named(Struct, frozen=True, array_like=True):
    """A package that a carrier names; the fields are those of a mention."""

    name: str
    ecosystem: str
    origin: str
    flags: tuple[str, ...]
    location: Location


class Imported(Struct, frozen=True, array_like=True):
    """A module that is imported, by up to three parts of its dotted name."""

    module: str
    flags: tuple[str, ...]
    location: Location


class PackageFacts(Struct, array_like=True):
    """Of one source: packages, imports, the names of the projects that live here, and what is declared elsewhere.

    `declared` are names in the manifests of other ecosystems (conda, ROS): they may provide modules, and no
    index that we know has them.
    """

    named: list[Named] = []
    imports: list[Imported] = []
    projects: list[str] = []
    declared: list[str] = []
