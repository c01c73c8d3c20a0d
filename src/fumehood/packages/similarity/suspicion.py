"""When likeness alone makes a name that exists suspicious: seldom.

Most names one letter from a popular one are honest: `aiohttpx`, `pymaml`, `rpytest`. What remains is a
name that nobody uses, spelled as a finger slips when it types a very popular one.
"""

from msgspec import Struct

from fumehood.packages.edit_distance import one_edit
from fumehood.packages.index import Entry, Index
from fumehood.packages.near_keys import squash
from fumehood.packages.similarity.resemblance import Resemblance, Word, words_of
from fumehood.packages.similarity.search import misspelled
from fumehood.packages.similarity.typing_slips import slip

SHORTEST = 6
LARGE_FAMILY = 20


class Popular(Struct, frozen=True):
    """How popular a target must be to be imitated, by the number of letters of the word.

    Ranks for PyPI; monthly downloads for npm, and how many times more than the word itself has.
    """

    letters: int
    rank: int
    downloads: int
    times: int = 1000


POPULAR = (Popular(6, 400, 60_000_000), Popular(8, 1500, 20_000_000), Popular(11, 5000, 5_000_000))


def look_alike(word: Word, entry: Entry | None, index: Index) -> Resemblance | None:
    """The popular name that the word imitates on strong evidence, or None.

    `entry` is what is listed of the word itself; None for a name that a partial list does not have.
    """
    if len(word.letters) < SHORTEST or (entry is not None and entry.established):
        return None
    for found in misspelled(word, index):
        target = index.find(found.target)
        if target is None or not target.established or not _popular_enough(word, entry, target):
            continue
        if in_one_family(word.name, found.target, index):
            continue
        if found.kind == "look-alike-letters" or (
            found.kind == "separators-moved" and word.ecosystem == "npm"
        ):
            return found
        letters = squash(found.target)
        if found.kind == "one-letter-off" and one_edit(word.letters, letters) and slip(word.letters, letters):
            return found
    return None


def _popular_enough(word: Word, entry: Entry | None, target: Entry) -> bool:
    for need in reversed(POPULAR):
        if len(word.letters) >= need.letters:
            if target.rank:
                return target.rank <= need.rank
            own = entry.downloads if entry else 0
            return target.downloads >= max(need.downloads, own * need.times)
    return False


def in_one_family(name: str, other: str, index: Index) -> bool:
    """Whether both belong to a large family (`mypy-boto3-ec2`, `-emr`; `@types/…`) and differ in its members' part."""
    if name.startswith("@") and name.partition("/")[0] == other.partition("/")[0]:
        return True
    ours, theirs = words_of(name), words_of(other)
    shared = 0
    while shared < min(len(ours), len(theirs)) - 1 and ours[shared] == theirs[shared]:
        shared += 1
    return shared > 0 and index.count_prefix("-".join(ours[:shared]) + "-") >= LARGE_FAMILY
