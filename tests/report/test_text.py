"""The whole text output, as a reader sees it."""

import re

from fumehood.core.finding import Confidence, Severity


def test_a_finding_with_a_flow_and_a_fix(shop):
    shop.summary.suppressed = 5
    assert (
        shop.render("text")
        == """\
high[FHC901] Text of the request becomes part of a statement
 --> shop/app.py:5:20
  |
4 |     query = request.args.get("q")
  |             --------------------- (1) comes from the request
5 |     cursor.execute(f"SELECT * FROM products WHERE name = '{query}'")
  |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ (2) becomes part of the statement
  |
  = driver: sqlite3
  = note: confidence high; safe fix (--fix): Pass the value as a parameter
  = help: Pass the values as parameters; the driver keeps values and statement apart. See: fumehood explain FHC901

1 finding (1 fixable, 5 suppressed): 1 high · 412 files · 0.9 s · network: off
"""
    )


def test_hostile_names_and_lines_are_shown_and_not_obeyed(project):
    path = "a\n\x1b]0;owned\x07\u202e.md"
    project.write(path, "one\n\t\x1b[31m\u202e日本 target\U000e0041\u200b\x9b\udcff end\n")
    project.at(
        path, "target", "The text\x1b[2J says `\u2066x`", severity=Severity.LOW, evidence={"k\x1b": "v\x07"}
    )
    project.unread("p\r\x1bq", "is a FIFO\x1b[0m")
    assert (
        project.render("text")
        == r"""
low[FHC901] The text\x1b[2J says `\u2066x`
 --> a\n\x1b]0;owned\x07\u202e.md:2:11
  |
2 |     \x1b[31m\u202e日本 target\U000e0041\u200b\x9b\udcff end
  |                        ^^^^^^ query-from-text
  |
  = k\x1b: v\x07
  = note: confidence high
  = help: Pass the values as parameters; the driver keeps values and statement apart. See: fumehood explain FHC901

not scanned: 1 path could not be looked at, or not wholly
  p\r\x1bq  is a FIFO\x1b[0m

1 finding: 1 low · 412 files, 1 not read · 0.9 s · network: off
""".lstrip("\n")
    )


def test_a_secret_is_covered_and_the_carets_still_point_at_what_follows(project):
    secret = "nobody_" + "k3" * 9
    project.write(".env", f"A={secret} target\n")
    project.at(".env", secret, "A token", rule=project.rules["FHE901"], secret=secret)
    project.at(".env", "target", severity=Severity.LOW)
    shown = project.render("text")
    assert secret not in shown
    assert (
        """
1 | A=************************* target
  |                             ^^^^^^ query-from-text
"""
        in shown
    )


def test_what_no_rule_was_asked_for_is_masked_too_and_carets_move_along(project):
    secret = "nobody_" + "k3" * 9
    project.write("a.py", f"go('{secret}', target)\n")
    project.at("a.py", "target")
    shown = project.render("text")
    assert secret not in shown
    assert (
        """
1 | go('<hidden>', target)
  |                ^^^^^^ query-from-text
"""
        in shown
    )


def test_a_long_line_is_cut_around_its_mark(project):
    project.write("min.js", "a" * 3000 + " target(x) " + "b" * 5000 + "\n")
    project.at("min.js", "target(x)")
    line, carets = project.render("text", width=60).split("\n")[3:5]
    assert line.startswith("1 | …aaa")
    assert line.endswith("bbb…")
    assert line.index("target(x)") == carets.index("^^^^^^^^^")
    assert len(line) <= 60


def test_a_line_of_a_megabyte_is_no_trouble(project):
    project.write("big.txt", "x" * 500_000 + "target" + "\u202e" * 500_000)
    project.at("big.txt", "target")
    shown = project.render("text", width=80)
    assert "target" in shown
    assert "\u202e" not in shown
    assert max(map(len, shown.split("\n"))) < 140


def test_a_long_span_shows_its_ends_only(project):
    call = "execute(\n    a,\n    b,\n    c,\n    d,\n    e,\n)"
    project.write("m.py", f"x = 1\n\n{call}\n")
    project.at("m.py", call, severity=Severity.MEDIUM)
    assert """
3 | execute(
  | ^^^^^^^^
…
9 | )
  | ^ query-from-text
""" in project.render("text")


def test_several_findings_on_a_line(project):
    project.write("a.py", "f(one); g(two)\n")
    project.at("a.py", "one")
    project.at("a.py", "two")
    shown = project.render("text")
    assert "  |   ^^^ query-from-text" in shown
    assert "  |           ^^^ query-from-text" in shown


def test_a_flow_through_another_file(project):
    project.write("views.py", "q = request.args['q']\nfind(q)\n")
    project.write("db.py", "def find(text):\n    execute('select ' + text)\n")
    project.at(
        "db.py",
        "'select ' + text",
        flow=(project.step("views.py", "request.args['q']", "comes from the request"),),
    )
    assert """
 --> db.py:2:13
  |
2 |     execute('select ' + text)
  |             ^^^^^^^^^^^^^^^^ query-from-text
  |
 ::: views.py:1:5
  |
1 | q = request.args['q']
  |     ----------------- comes from the request
  |
""" in project.render("text")


def test_a_file_that_is_gone_or_changed_has_no_frame(project):
    project.write("a.py", "target = 1\n").at("a.py", "target")
    project.write("b.py", "target = 1\n").at("b.py", "target")
    del project.texts["a.py"]
    project.texts["b.py"] = "other = 2\ntarget = 1\n"
    shown = project.render("text")
    assert shown.count("(gone or changed since it was read: no excerpt)") == 2
    assert "other" not in shown


def test_notes_wrap_to_the_terminal(project):
    project.write("a.py", "target\n").at(
        "a.py", "target", severity=Severity.LOW, confidence=Confidence.MEDIUM
    )
    assert """
  = help: Pass the values as parameters; the driver keeps
          values and statement apart. See:
          fumehood explain FHC901
""" in project.render("text", width=60)


def test_nothing_found_says_what_was_looked_at(project):
    project.summary.skipped = [".git", ".venv", "a", "b", "c", "d"]
    project.summary.binary = 3
    assert project.render("text") == (
        "left out by kind: .git, .venv, a, b and 2 more; 3 binary files without text to look at\n"
        "no findings of code, exposure · 412 files, 3.1 MB · 0.9 s · network: off\n"
    )


def test_not_scanned_is_not_clean(project):
    for n in range(25):
        project.unread(f"dir/{n:02}.py", "cannot be parsed")
    shown = project.render("text")
    assert shown.startswith(
        "not scanned: 25 paths could not be looked at, or not wholly\n  dir/00.py  cannot be parsed\n"
    )
    assert "… and 5 more" in shown
    assert shown.endswith(
        "no findings of code, exposure in what was scanned · 412 files, 3.1 MB, 25 not read · 0.9 s · network: off\n"
    )


def test_colour_only_when_asked(shop):
    assert "\x1b" not in shop.render("text")
    colored = shop.render("text", color=True)
    assert "\x1b[1;38;5;167mhigh[FHC901]\x1b[0m" in colored
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == shop.render("text")


def test_concise(project):
    project.write("a\n.py", "target\n").at("a\n.py", "target", "One\x1b two")
    project.unread("b", "is a FIFO")
    assert project.render("concise") == (
        "a\\n.py:1:1: FHC901 high One\\x1b two\n"
        "b: not scanned: is a FIFO\n"
        "1 finding: 1 high · 412 files, 1 not read · 0.9 s · network: off\n"
    )


def test_a_flow_of_many_steps_is_capped(project):
    project.write("a.py", "\n".join(f"step{n}" for n in range(100, 140)) + "\n")
    project.at(
        "a.py", "step139", flow=tuple(project.step("a.py", f"step{n}", "goes on") for n in range(100, 140))
    )
    shown = project.render("text")
    assert shown.count("goes on") == 12
    assert "= flow: 28 more steps" in shown
    assert "(40) goes on" in shown


def test_evidence_that_the_frame_shows_is_not_repeated(project):
    project.write("a.md", "one two\nthree\n")
    evidence = {"decoded": "two\\nthree", "channel": "visible", "why": "spoken-to", "fingerprint": "00ff"}
    project.at("a.md", "two\nthree", evidence=evidence)
    shown = project.render("text")
    assert "  = channel: visible · why: spoken-to\n" in shown
    assert "decoded" not in shown
    assert "fingerprint" not in shown


def test_reasons_wrap_under_themselves(project):
    project.unread("a.py", "cannot be parsed as Python: invalid syntax")
    assert project.render("text", width=40).startswith(
        "not scanned: 1 path could not be looked at, or not wholly\n"
        "  a.py  cannot be parsed as Python:\n        invalid syntax\n"
    )
