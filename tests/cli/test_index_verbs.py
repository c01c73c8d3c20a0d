import json

import pytest


def test_show_tells_the_date_the_counts_and_the_place(fumehood):
    done = fumehood("index", "show")
    assert done.code == 0
    assert "PyPI: 886,323 names as of 2026-11-01" in done.out
    assert "14,985 of them ranked" in done.out
    assert "shipped with fumehood" in done.out
    assert ".cache/fumehood/index-" in done.out
    shown = {
        one["ecosystem"]: one
        for one in json.loads(fumehood("index", "show", "--format", "json").out)["indexes"]
    }
    assert shown["pypi"]["complete"]
    assert not shown["npm"]["complete"]


def test_the_users_own_newer_list_is_used(fumehood, tmp_path):
    (tmp_path / "npm.tsv").write_text("name\tdownloads\nheron\t5\n")
    assert fumehood("index", "update", "--npm", "npm.tsv", "--as-of", "2026-11-02").code == 0
    done = fumehood("index", "show")
    assert "npm: 1 names as of 2026-11-02" in done.out
    assert "your own" in done.out
    assert "heron" in fumehood("check", "package", "npm:heron").out


def test_an_older_list_is_kept_aside_and_that_is_said(fumehood, tmp_path):
    (tmp_path / "npm.tsv").write_text("name\tdownloads\nheron\t5\n")
    done = fumehood("index", "update", "--npm", "npm.tsv", "--as-of", "2020-01-01")
    assert (done.code, "used instead" in done.err) == (0, True)
    assert "npm: 226,993 names" in fumehood("index", "show").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "needs a list"),
        (["--pypi", "none.tsv"], "cannot read none.tsv"),
        (["--pypi", "short.tsv"], "cannot be a list of all"),
        (["--npm", "wrong.tsv"], "no header"),
        (["--npm", "empty.tsv"], "no names"),
        (["--npm", "short.tsv", "--as-of", "yesterday"], "yesterday"),
    ],
)
def test_a_list_that_will_not_do_is_said(fumehood, tmp_path, arguments, said):
    (tmp_path / "short.tsv").write_text("name\tmonth\trank\na\t\t\n")
    (tmp_path / "empty.tsv").write_text("name\tdownloads\n")
    (tmp_path / "wrong.tsv").write_text("package\na\n")
    done = fumehood("index", "update", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert len(done.err.splitlines()) == 2
