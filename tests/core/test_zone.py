import pytest

from fumehood.core.zone import Zone, zone_of


@pytest.mark.parametrize(
    ("path", "zone"),
    [
        ("src/app.py", Zone.PRODUCT),
        ("tests/test_app.py", Zone.TESTS),
        ("src/app_test.go", Zone.TESTS),
        ("web/login.spec.ts", Zone.TESTS),
        ("src/main/java/LoginTest.java", Zone.TESTS),
        ("node_modules/x/index.js", Zone.VENDORED),
        ("vendor/tests/a.py", Zone.VENDORED),
        (".env.example", Zone.EXAMPLES),
        ("examples/demo.py", Zone.EXAMPLES),
        ("README.md", Zone.DOCS),
        ("docs/conf.py", Zone.DOCS),
        ("app/locale/fi/LC_MESSAGES/django.po", Zone.TRANSLATIONS),
        ("src/contest.py", Zone.PRODUCT),
        ("src/latest/app.py", Zone.PRODUCT),
    ],
)
def test_zone(path, zone):
    assert zone_of(path) is zone
