"""The record's own JSON is that of the standard library."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fumehood.audit.canonical import canonical, sha256

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_it_is_byte_for_byte_what_json_writes(value):
    assert canonical(value) == json.dumps(value, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize("value", [b"x", float("nan"), float("inf"), {1, 2}, {"a": object()}])
def test_what_is_no_json_raises(value):
    with pytest.raises(TypeError):
        canonical(value)


@given(st.binary(max_size=300))
def test_the_hash_is_sha_256(raw):
    assert sha256(raw) == hashlib.sha256(raw).hexdigest()
