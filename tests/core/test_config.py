"""Configuration: who may say what."""

import pytest

from fumehood.core.config import json_schema, load
from fumehood.core.errors import UsageError


def test_a_file_in_the_tree_can_tighten(tree):
    config, notices = load(tree({"fumehood.toml": 'fail-on = "low"\nmin-confidence = "low"\n'}))
    assert (config.fail_on, config.min_confidence, notices) == ("low", "low", [])


def test_a_file_in_the_tree_cannot_loosen_and_that_is_said(tree):
    loose = 'fail-on = "never"\nignore = ["FHC"]\nexclude = ["src"]\nonline = true\nbaseline = "b.json"\n[packages]\nknown = ["evil"]\n'
    config, notices = load(tree({"fumehood.toml": loose}))
    assert (config.fail_on, config.ignored_rules(), config.exclude, config.online, config.packages.known) == (
        None,
        [],
        [],
        None,
        [],
    )
    assert all(
        f"`{key}`" in notices[0] for key in ("fail-on", "ignore", "exclude", "online", "baseline", "packages")
    )


def test_a_file_named_by_the_user_is_followed(tree):
    root = tree({"fumehood.toml": 'fail-on = "never"\nignore = ["FHC"]\n'})
    config, notices = load(root, f"{root}/fumehood.toml")
    assert (config.fail_on, config.ignored_rules(), notices) == ("never", ["FHC"], [])


def test_a_trusted_tree_is_followed(tree, tmp_path):
    root = tree({"fumehood.toml": 'fail-on = "never"\n'})
    (tmp_path / "config/fumehood").mkdir(parents=True)
    (tmp_path / "config/fumehood/fumehood.toml").write_text(f'trust = ["{root}"]\n')
    assert load(root)[0].fail_on == "never"


def test_the_users_file_lies_below_the_trees(tree, tmp_path):
    (tmp_path / "config/fumehood").mkdir(parents=True)
    (tmp_path / "config/fumehood/fumehood.toml").write_text('fail-on = "critical"\nignore = ["FHE"]\n')
    config, _ = load(tree({"pyproject.toml": '[tool.fumehood]\nfail-on = "high"\n'}))
    assert (config.fail_on, config.ignored_rules()) == ("high", ["FHE"])


def test_ignore_may_be_a_table_with_patterns(tree):
    root = tree({"fumehood.toml": '[ignore]\npatterns = [".env"]\nrules = ["FHC101"]\n'})
    assert load(root, f"{root}/fumehood.toml")[0].ignored_rules() == ["FHC101"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('min-confidense = "high"', "min-confidense`, did you mean `min-confidence"),
        ("[packages]\nprivat = []", "privat`, did you mean `private"),
        ('fail-on = "sometimes"', "sometimes"),
        ("jobs = 'two'", "jobs"),
        ("= broken", "not valid TOML"),
    ],
)
def test_mistakes_are_named(tree, text, said):
    with pytest.raises(UsageError) as error:
        load(tree({"fumehood.toml": text}))
    assert said in error.value.message
    assert error.value.remedy


def test_the_schema_has_every_key(tree):
    schema = json_schema()
    assert {"fail-on", "min-confidence", "packages"} <= set(schema["$defs"]["Config"]["properties"])


def test_regions_of_a_tree_are_added_to_the_users(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    (tmp_path / "own" / "fumehood").mkdir(parents=True)
    (tmp_path / "own" / "fumehood" / "fumehood.toml").write_text('[exposure]\nregions = ["FI"]\n')
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "fumehood.toml").write_text('[exposure]\nregions = ["EE"]\n')
    config, notices = load(str(tmp_path / "tree"))
    assert (config.exposure.regions, notices) == (["FI", "EE"], [])


def test_a_region_is_a_code_of_two_letters(tmp_path):
    (tmp_path / "fumehood.toml").write_text('[exposure]\nregions = ["Finland"]\n')
    with pytest.raises(UsageError, match="exposure"):
        load(str(tmp_path))
