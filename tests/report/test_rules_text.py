"""What people read about a rule."""

import json
import re

import pytest

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, Rule
from fumehood.report.rules_json import rules_json
from fumehood.report.rules_markdown import index, markdown
from fumehood.report.rules_prompt import prompt
from fumehood.report.rules_text import explain, help_text, rules_table

RULE = Rule(
    id="FHI901",
    name="some-hidden-text",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    summary="A text that nobody sees",
    what="Reports `<!-- -->` comments.\n\n- one thing\n- another\n  that goes on\n\n    a = 1\n    b = 2",
    why="A model reads <b>it</b>; " + "a person does not see it at all. " * 5,
    how="Delete it. See [the guide](https://example.org/x).",
    references="- OWASP LLM01",
    cwe=(1427,),
    owasp=("LLM01",),
    bad=(Example("a.md", "# x\n<!-- \u202e\U000e0041 -->\n", 2), Example("b.md", "```\ny\n```\n", 1)),
    good=(Example("a.py", "x = 1\n"),),
)


def test_explain_as_a_whole():
    assert (
        explain(RULE, color=False)
        == r"""
FHI901 some-hidden-text
A text that nobody sees
risk injection · severity high · confidence medium · CWE-1427 · OWASP LLM01

What it does
  Reports <!-- --> comments.

  - one thing
  - another that goes on

      a = 1
      b = 2

Why is this bad
  A model reads <b>it</b>; a person does not see it at all. a person does not see it at all.
  a person does not see it at all. a person does not see it at all. a person does not see it
  at all.

How to fix
  Delete it. See the guide <https://example.org/x>.

Unsafe (reported) a.md
   1 | # x
 > 2 | <!-- \u202e\U000e0041 -->

Unsafe (reported) b.md
 > 1 | ```
   2 | y
   3 | ```

Use instead (safe, not reported) a.py
   1 | x = 1

References
  - OWASP LLM01

To allow one place, with a reason: fumehood: ignore[FHI901] why it is fine here
""".lstrip("\n")
    )


def test_colour_changes_no_word():
    assert re.sub(r"\x1b\[[\d;]*m", "", explain(RULE, color=True)) == explain(RULE, color=False)
    assert re.sub(r"\x1b\[[\d;]*m", "", rules_table([RULE], color=True)) == rules_table([RULE])


def test_the_page_shows_all_and_hides_nothing():
    page = markdown(RULE)
    assert page.startswith("# FHI901: some-hidden-text\n\nA text that nobody sees.\n")
    assert "`<!-- -->` comments" in page
    assert "reads &lt;b>it" in page
    assert "`a.md`, line 2:\n\n```markdown\n# x\n<!-- \\u202e\\U000e0041 -->\n```" in page
    assert "````markdown\n```\ny\n```\n````" in page
    assert "## Unsafe" in page
    assert "## Use instead" in page
    assert page.replace("\n", "").isprintable()


def test_the_index_links_every_page():
    assert "## injection\n\n| id | name" in index([RULE])
    assert "| [FHI901](FHI901.md) | some-hidden-text | high | A text that nobody sees |" in index([RULE])


def test_the_table():
    assert rules_table([RULE]) == "injection\n  FHI901  some-hidden-text  high      A text that nobody sees\n"


def test_the_list_for_programs():
    (one,) = json.loads(rules_json([RULE]))
    assert one["id"] == "FHI901"
    assert one["risk"] == "injection"
    assert one["cwe"] == ["CWE-1427"]


def test_the_prompt_says_what_to_avoid_and_what_to_do():
    text = prompt(RULE)
    assert "avoid some-hidden-text (FHI901" in text
    assert "Instead: Delete it." in text
    assert "fumehood scan --select FHI901" in text


@pytest.mark.parametrize("rule", [Rule(id="FHC900", name="x", severity=Severity.LOW, confidence=Confidence.LOW,
                                       summary="", what="", why="", how="", references="")])  # fmt: skip
def test_a_rule_without_texts_is_no_trouble(rule):
    assert "FHC900" in explain(rule, color=False)
    assert help_text(rule) == "x"
    assert markdown(rule)


def test_markup_in_a_page_is_shown_but_code_is_left_alone():
    import msgspec

    rule = msgspec.structs.replace(
        RULE, how="Write <b> or `<i>`, see <https://example.org>.\n\n    <u>\n\nDone."
    )
    page = markdown(rule)
    assert "Write &lt;b> or `<i>`, see <https://example.org>.\n\n    <u>\n\nDone." in page
