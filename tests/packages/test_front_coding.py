import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.packages.front_coding import NameTable, encode

NAMES = st.sets(st.binary(min_size=1, max_size=12).filter(lambda b: b[-1] != 255), max_size=120)


def table(names):
    ordered = sorted(names)
    data, offsets = encode(ordered)
    return ordered, NameTable(memoryview(data), memoryview(offsets), len(ordered))


@settings(max_examples=100, deadline=None)
@given(NAMES, st.binary(min_size=1, max_size=12))
def test_it_holds_exactly_what_was_put_in(names, other):
    ordered, read = table(names)
    assert [read.find(name) for name in ordered] == list(range(len(ordered)))
    assert (read.find(other) >= 0) == (other in names)
    assert read.lower_bound(other) == sum(name < other for name in ordered)
    assert list(read.from_ordinal(0)) == ordered


@settings(max_examples=100, deadline=None)
@given(NAMES, st.binary(min_size=1, max_size=3).filter(lambda b: b[-1] != 255))
def test_a_prefix_is_a_range(names, prefix):
    ordered, read = table(names)
    first, after = read.prefix_range(prefix)
    assert ordered[first:after] == [name for name in ordered if name.startswith(prefix)]


def test_more_blocks_than_the_guide_has_steps():
    names = [f"name-{i:06}".encode() for i in range(3000)]
    _, read = table(names)
    assert all(read.find(name) == i for i, name in enumerate(names))
    assert read.find(b"name-000000x") == -1
    assert read.prefix_range(b"") == (0, 3000)


@pytest.mark.parametrize("names", [[b"b", b"a"], [b"a", b"a"], [b"x" * 256]])
def test_wrong_input_is_refused(names):
    with pytest.raises(ValueError):
        encode(names)
