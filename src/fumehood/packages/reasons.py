"""The reasons of a verdict: their stable codes and their words, in one place.

A message is one sentence without a full stop. It never repeats what the user wrote: the name stands
beside it.
"""

from typing import TYPE_CHECKING

from fumehood.packages.answer import Reason

if TYPE_CHECKING:
    from fumehood.packages.index import Entry, Index
    from fumehood.packages.similarity.resemblance import Resemblance

_INDEX_OF = {"pypi": "PyPI", "npm": "npm"}


def index_name(ecosystem: str) -> str:
    """How the public index of an ecosystem is called."""
    return _INDEX_OF.get(ecosystem, ecosystem)


def established(entry: "Entry") -> Reason:
    """Popular enough to be known."""
    if entry.rank:
        return Reason("established", f"Number {entry.rank:,} of the most downloaded packages")
    return Reason("established", f"Downloaded about {_about(entry.downloads)} times a month")


def _about(count: int) -> str:
    for size, word in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand")):
        if count >= size:
            amount = count / size
            return f"{amount:.1f} {word}" if amount < 10 else f"{amount:.0f} {word}"
    return str(count)


def in_lock() -> Reason:
    """The user's own lock has it."""
    return Reason("in-lock", "Already in your own lock file")


def nothing_vouches(index: "Index", entry: "Entry") -> Reason:
    """It exists, and that is all."""
    since = f"; its last release was in {entry.month}" if entry.month else ""
    used = f"; downloaded about {_about(entry.downloads)} times a month" if entry.downloads else ""
    return Reason(
        "nothing-vouches", f"Exists on {index_name(index.ecosystem)}, but few people use it{since}{used}"
    )


def absent(index: "Index") -> Reason:
    """A complete list does not have it."""
    return Reason(
        "not-on-index", f"{index_name(index.ecosystem)} had no package of this name on {index.as_of}"
    )


def not_listed(index: "Index") -> Reason:
    """A partial list does not have it."""
    return Reason(
        "not-in-partial-list",
        f"Not among the {index.count:,} most downloaded {index_name(index.ecosystem)} packages of {index.as_of}, "
        "and no list offline can tell whether it exists",
    )


def stale(days: int) -> Reason:
    """The list is old."""
    return Reason("stale-list", f"The list is {days} days old, so newer packages are missing from it")


def look_alike(found: "Resemblance", *, exists: bool) -> Reason:
    """It imitates a popular name."""
    used = "hardly anyone uses it, and " if exists else ""
    return Reason(found.kind, f"Looks like a misspelling: {used}the name {found.how} {found.target}")


def hint(found: "Resemblance") -> Reason:
    """What an absent name resembles most."""
    return Reason(found.kind, f"The name {found.how} {found.target}")


def squat_shape(library: str) -> Reason:
    """It has the shape of names that assistants invent."""
    return Reason(
        "squat-shape",
        f"Hardly anyone uses it, and it joins the popular library {library} with more words, as invented names do",
    )


def known_hallucination(*, exists: bool) -> Reason:
    """It is on the list of invented names."""
    if exists:
        return Reason(
            "known-hallucination",
            "Assistants are known to invent this name, and now somebody has registered it",
        )
    return Reason("known-hallucination", "Assistants are known to invent this name")


def standard_library(ecosystem: str) -> Reason:
    """It comes with the language."""
    return Reason(
        "standard-library",
        f"A module that {'Node.js' if ecosystem == 'npm' else 'Python'} brings along; nothing needs installing",
    )


def import_name(distribution: str) -> Reason:
    """It is what one imports, not what one installs."""
    return Reason(
        "import-name", f"The name that {distribution} is imported by, not the one it is installed by"
    )


def private(*, public: bool) -> Reason:
    """It matches a pattern of private names."""
    if public:
        return Reason(
            "private-name-taken",
            "One of your private names, and the public index has a package of that name: make sure that the client asks only your index for it",
        )
    return Reason(
        "private-name",
        "One of your private names, and free for anyone to register on the public index: make sure that the client asks only your index for it",
    )


def malicious(why: str) -> Reason:
    """It is on the user's list."""
    return Reason(
        "listed-malicious",
        f"On your list of malicious packages: {why}" if why else "On your list of malicious packages",
    )


def invalid() -> Reason:
    """No index could hold it."""
    return Reason("invalid-name", "No index can hold a package of this name")


def look_alike_script(target: str) -> Reason:
    """Letters of another script."""
    return Reason("look-alike-letters", f"Written with foreign letters that look like {target}")


def unknown_ecosystem() -> Reason:
    """We have no list and no client for it."""
    return Reason("unknown-ecosystem", "fumehood knows the packages of PyPI and npm only")


def unreadable_index(why: str) -> Reason:
    """Our own data cannot be read."""
    return Reason("index-unreadable", f"fumehood's own list cannot be read ({why}); install fumehood again")
