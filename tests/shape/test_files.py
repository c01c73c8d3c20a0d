"""Small files, each with one idea, named after it."""

import re
import statistics
from pathlib import PurePath

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}
# Machine paths and words of one workplace: they mean nothing to whoever reads the project elsewhere.
PLACES = re.compile(r"/tmp/(?:dev|work|brief)\b|/work/(?:main|shared)\b|/root/(?!\.)|shared/eval")
# Addresses of the public indexes: the user's own configuration says where to ask.
REGISTRIES = re.compile(
    "|".join(
        re.escape(a + "." + b)
        for a, b in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
    )
)


def lengths(sources):
    return {path: text.count("\n") for path, text in sources.items() if text.count("\n") > 3}


def test_the_median_file_is_short(sources):
    assert statistics.median(lengths(sources).values()) < 200


def test_no_file_is_long(sources):
    assert not {path: n for path, n in lengths(sources).items() if n > 500}


def test_no_name_is_vague(sources):
    parts = {path: {PurePath(path).stem, *PurePath(path).parts[1:-1]} for path in sources}
    assert not {path for path, names in parts.items() if names & VAGUE}


def test_tests_are_no_dumping_ground_either(own_files):
    tests = {
        path: text.count("\n")
        for path, text in own_files.items()
        if path.startswith("tests/") and path.endswith(".py")
    }
    assert tests
    assert not {path: n for path, n in tests.items() if n > 500}


def test_nothing_names_a_machine(own_files):
    mine = "tests/shape/test_files.py"
    assert not {path: m[0] for path, text in own_files.items() if path != mine and (m := PLACES.search(text))}


def test_nothing_names_a_public_index(own_files):
    assert not {path: m[0] for path, text in own_files.items() if (m := REGISTRIES.search(text))}


def test_every_file_says_what_it_is_for(sources):
    unsaid = {
        path
        for path, text in sources.items()
        if text.strip() and not text.lstrip().startswith(('"""', 'r"""'))
    }
    assert not unsaid
