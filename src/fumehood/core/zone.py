"""Where a file stands: product code, or tests, examples, documents, other people's code, translations.

A real key in a test suite is still a real key, so a zone lowers severity and confidence and never silences.
"""

from enum import Enum
from functools import lru_cache

from fumehood.core.patterns import pattern


class Zone(Enum):
    """What kind of place a path is. The first that fits, in this order."""

    VENDORED = "vendored"
    TESTS = "tests"
    EXAMPLES = "examples"
    DOCS = "docs"
    TRANSLATIONS = "translations"
    PRODUCT = "product"


_BY_FOLDER = {
    name: zone
    for zone, names in (
        (
            Zone.TRANSLATIONS,
            [
                "i18n",
                "l10n",
                "locale",
                "locales",
                "lang",
                "langs",
                "language",
                "languages",
                "translation",
                "translations",
                "messages",
                "lproj",
                "lc_messages",
            ],
        ),
        (Zone.DOCS, ["doc", "docs", "documentation", "man", "wiki", "website", "cookbook", "changelog"]),
        (
            Zone.EXAMPLES,
            [
                "example",
                "examples",
                "sample",
                "samples",
                "demo",
                "demos",
                "tutorial",
                "tutorials",
                "quickstart",
                "template",
                "templates",
                "boilerplate",
                "playground",
            ],
        ),
        (
            Zone.TESTS,
            [
                "test",
                "tests",
                "testing",
                "testdata",
                "test_data",
                "test-data",
                "testsuite",
                "spec",
                "specs",
                "__tests__",
                "__mocks__",
                "mock",
                "mocks",
                "fixture",
                "fixtures",
                "cassettes",
                "e2e",
                "integration",
                "unittest",
                "unittests",
                "fuzz",
                "benchmark",
                "benchmarks",
                "certdata",
            ],
        ),
        (
            Zone.VENDORED,
            [
                "node_modules",
                "bower_components",
                "vendor",
                "vendors",
                "vendored",
                "third_party",
                "thirdparty",
                "3rdparty",
                "site-packages",
                "dist-packages",
                "external",
                "externals",
                "_vendor",
            ],
        ),
    )
    for name in names
}
_TEST_FILE = pattern(
    r"^(?:test[_.-]|tests?\.)|[_.-](?:tests?|spec|specs|mock|mocks|fixture|fixtures|e2e)\.|(?:Test|Tests|Spec|IT)\.\w+$"
)
_TEST_FOLDER = pattern(r"(?i)[-_.]tests?$|^tests?[-_.]|^(?:unit|integration|e2e|acceptance)[-_]?tests?$")
_EXAMPLE_FILE = pattern(r"(?i)(?:^|[._-])(?:example|examples|sample|template|tmpl|dist|demo)(?:[._-]|$)")
_DOC_FILE = pattern(
    r"(?i)\.(?:md|mdx|markdown|rst|adoc|asciidoc|1|3|5|7|8)$|^(?:readme|changes|changelog|news|history)\b"
)
_TRANSLATION_FILE = pattern(
    r"(?i)\.(?:po|pot|xlf|xliff|arb|resx|strings|ftl)$|^(?:messages|strings)[._-]"
    r"|(?:^|[._-])(?:ar|bg|bn|ca|cs|da|de|el|en|es|et|eu|fa|fi|fr|gl|he|hi|hr|hu|id|is|it|ja|ko|lt|lv|nb|nl|nn|no|pl|pt|ro|ru|sk|sl|sr|sv|th|tr|uk|vi|zh)"
    r"(?:[-_][A-Za-z]{2,4})?\.(?:json|ya?ml|properties|php|ts|js)$"
)


@lru_cache(maxsize=1024)
def zone_of(path: str) -> Zone:
    """The zone of a path relative to the scanned root."""
    folder, _, name = path.rpartition("/")
    by_folder = _zones_of_folder(folder)
    for zone, by_name in _BY_NAME:
        if zone in by_folder or (by_name is not None and by_name.search(name)):
            return zone
    return Zone.PRODUCT


_BY_NAME = (
    (Zone.VENDORED, None),
    (Zone.TESTS, _TEST_FILE),
    (Zone.EXAMPLES, _EXAMPLE_FILE),
    (Zone.DOCS, _DOC_FILE),
    (Zone.TRANSLATIONS, _TRANSLATION_FILE),
)


@lru_cache(maxsize=256)
def _zones_of_folder(path: str) -> frozenset[Zone]:
    """What the folders of a path say, asked once for all files of a folder."""
    folders = path.split("/")
    found = {zone for f in folders if (zone := _BY_FOLDER.get(f.lower().rstrip("0123456789")))}
    if any(_TEST_FOLDER.search(f) for f in folders):
        found.add(Zone.TESTS)
    return frozenset(found)
