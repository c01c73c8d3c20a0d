"""Comments and string literals of many languages, also of files that do not parse."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.core.comment_syntax import GRAMMARS
from fumehood.core.comments import Comment, comments, lexemes, string_literals
from fumehood.core.source import Source


def texts(language, text):
    return [text[c.text_start : c.text_end].strip() for c in comments(Source("x", text, language))]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("python", 'x = "a # b"  # yes\n"""doc # no"""\nr\'\\\'# no\' # two', ["yes", "two"]),
        ("python", 'f("""\n# no\n""") # yes', ["yes"]),
        ("shell", 'a=$#; echo "x # y" # yes\ncat <<EOF\ndon\'t # no\nEOF\n# two', ["yes", "two"]),
        ("javascript", 'a = /"\\/\\// ; // one\n/* two */ `x // y`', ["one", "two"]),
        ("typescript", "const u = 'http://x'; // yes", ["yes"]),
        ("c", "int a = '\"'; // one\n/* two\n */", ["one", "two"]),
        ("java", '/** one */ String s = "// no";', ["* one"]),
        ("go", "s := `// no` // yes", ["yes"]),
        ("rust", "fn a<'a>() { let c = '\"'; } /* a /* b */ c */ // two", ["a /* b */ c", "two"]),
        ("yaml", "a: don't # one\nb: 'x # y' # two\nc: a#b", ["one", "two"]),
        ("toml", "a = \"x # y\" # yes\nb = '''\n# no'''", ["yes"]),
        ("ini", "; one\na = b # two", ["one", "two"]),
        ("sql", "select '-- no'; -- yes\n/* two */", ["yes", "two"]),
        ("lua", "--[[ one\n]] x = [[-- no]] -- two", ["one", "two"]),
        ("ruby", "=begin\none\n=end\nx = 'a # b' # two", ["one", "two"]),
        ("php", "# one\n// two\n$a = '# no';", ["one", "two"]),
        ("powershell", "<# one #> $a # two", ["one", "two"]),
        ("css", "a { color: red } /* one */", ["one"]),
        ("html", "<p>a</p><!-- one -->", ["one"]),
        ("rst", ".. note:: no\n.. one\n.. _target: no", ["one"]),
        ("dockerfile", "# one\nRUN echo '# no'", ["one"]),
        ("julia", '#= one #= in =# =# x = "# no" # two', ["one #= in =#", "two"]),
        ("text", "# no", []),
    ],
)
def test_comments(language, text, expected):
    assert texts(language, text) == expected


def test_docstrings_are_told_from_other_strings():
    text = 'def f():\n    """doc"""\n    x = """no"""\n    g(\n        "no"\n    )\n'
    assert [
        text[s.text_start : s.text_end] for s in string_literals(Source("x", text, "python")) if s.standalone
    ] == ["doc"]


def test_an_unclosed_string_ends_with_its_line():
    assert texts("python", "x = 'abc\ny = 1 # yes\n") == ["yes"]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(GRAMMARS)), st.text("ab\n \"'`#/*<!->=[]\\{}E", max_size=120))
def test_lexemes_are_in_order_and_inside(language, text):
    at = 0
    for lexeme in lexemes(text, language):
        assert at <= lexeme.start <= lexeme.text_start <= lexeme.text_end <= lexeme.end <= len(text)
        assert lexeme.end > lexeme.start
        at = lexeme.end


def test_many_unclosed_openers_end():
    for language, text in (("html", "<!--" * 50_000), ("rust", "/*" * 50_000), ("shell", "<<A\n" * 20_000)):
        assert all(isinstance(lexeme, Comment) for lexeme in lexemes(text, language))
