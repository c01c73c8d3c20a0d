"""Python that is newer than the interpreter is read, and every position stays right."""

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.core.python_syntax import parse

NEWER = {
    "same quotes": ('x = f"a{d["k"]}b"; tail(1)\n', ['d["k"]', "tail(1)"]),
    "backslash": ("x = f'{a.replace('\\'', '')}' + b.c\n", ["a.replace('\\'', '')", "b.c"]),
    "nested": ("x = f'{f'{y['z']}'}'\n", ["y['z']"]),
    "conversion and format": ('x = f"{d["k"]!r:>{w["n"]}}"\n', ['d["k"]', 'w["n"]']),
    "concatenated": ('x = ("a" f"{q["r"]}" "d", s.t)\n', ['q["r"]', "s.t"]),
    "line ends in a field": ('x = f"{\n  a["b"]  # c\n}", m.n\n', ['a["b"]', "m.n"]),
    "triple": ('x = f"""{\n d["e"]}\n{g["h"]}"""\n', ['d["e"]', 'g["h"]']),
    "not ascii": ('x = f"é{d["ü"]}", ö.a\n', ['d["ü"]', "ö.a"]),
    "type parameters": ("def f[T: (int, str) = int](a: T) -> T:\n    return a.b\n", ["a.b"]),
    "generic class": ("class Box[T](Base.x):\n    pass\n", ["Base.x"]),
    "type statement": ("type Alias[K] = dict[K, int]\n", ["dict[K, int]"]),
    "exceptions without brackets": ("try:\n    a.b\nexcept KeyError, ValueError:\n    c.d\n", ["a.b", "c.d"]),
}


@pytest.mark.parametrize("name", NEWER)
def test_newer_syntax_is_read_with_its_positions(name):
    text, wanted = NEWER[name]
    tree, problem = parse(text)
    assert problem is None
    found = {ast.get_source_segment(text, n) for n in ast.walk(tree) if isinstance(n, ast.expr)}
    assert set(wanted) <= found


def test_the_parts_of_a_lowered_string_are_what_they_say():
    tree, _ = parse('x = f"a{d["k"]!r:>3}\\n{{}}"\n')
    parts = tree.body[0].value.values
    assert parts[0].value == "a"
    assert parts[1].conversion == ord("r")
    assert parts[1].format_spec.values[0].value == ">3"
    assert parts[2].value == "\n{}"


def test_a_byte_order_mark_and_other_line_ends_do_no_harm():
    assert parse("\ufeffx = 1\r\ny = 2\r")[1] is None


def test_a_broken_fragment_gives_no_reason_and_a_broken_file_does():
    assert parse("x = (", embedded=True) == (None, None)
    assert parse("x = (")[1] is not None


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="f'\"{}[]()\\ \nab:!=type def", max_size=60))
def test_any_text_gives_a_tree_or_a_reason(text):
    tree, problem = parse(text)
    assert (tree is None) == (problem is not None)
