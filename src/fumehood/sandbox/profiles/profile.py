"""The fields of a profile."""

from typing import NamedTuple


class Copied(NamedTuple):
    """A file with which the agent is logged in. `path` is below the home; `place` where it stands inside ("": the same).

    Of a JSON file only the members in `members` come along (none named: the whole file).
    """

    path: str
    place: str = ""
    members: tuple[str, ...] = ()


class Profile(NamedTuple):
    """What an agent needs. Paths are below the home.

    Attributes:
        programs: its names on the command line.
        hosts: what it reaches in any case.
        keys: each variable that may hold its own key, and the hosts that it opens.
        servers: variables with the address of another server of the same kind: its host may be reached as well.
        variables: further variables of the user's that it is given; none of them is a secret.
        settings: files and folders that every run finds as the user has them.
        logins: files with which it is logged in; a newer one inside stays.
        state: folders in which it may write, which every project has of its own and keeps between runs.
        moved: variable and folder: where the variable is set, the user's own folder stands there.
        fixed: variables that are set inside; `~` is the home.
        terminal: whether people use it at a terminal.
    """

    programs: tuple[str, ...]
    hosts: tuple[str, ...] = ()
    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()
    servers: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    logins: tuple[Copied, ...] = ()
    state: tuple[str, ...] = ()
    moved: tuple[str, str] = ("", "")
    fixed: tuple[tuple[str, str], ...] = ()
    terminal: bool = True
