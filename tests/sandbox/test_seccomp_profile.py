"""The filter as bytes and the one for engines refuse the same calls."""

import errno
import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fumehood.sandbox.numbers import NUMBERS
from fumehood.sandbox.seccomp import assemble
from fumehood.sandbox.seccomp_profile import profile

AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
INTERESTING = [0, 1, 2, 3, 10, 16, 17, 38, 40, 63, 64, 0o100, 0o755, 0o2755, 0o4755, 0x5412, 0x5413, 0x541C, 0x40000000,
               0x20000, 0x3D0F00, 0x1200011, 0x10000000, 0x400041, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x100000001,
               0xFFFFFFFF00005412, (1 << 64) - 1]  # fmt: skip
ARGUMENT = st.sampled_from(INTERESTING) | st.integers(0, (1 << 64) - 1)


def by_bytes(program, audit, number, arguments):
    """What a kernel would answer: an error number, or None for "allowed"; this is how classic BPF is read."""
    data = struct.pack("=iIQ6Q", number, audit, 0, *arguments)
    value = at = 0
    while True:
        code, yes, no, k = struct.unpack_from("<HBBI", program, at * 8)
        at += 1
        if code == 0x20:
            (value,) = struct.unpack_from("=I", data, k)
        elif code == 0x54:
            value &= k
        elif code == 0x06:
            return None if k == 0x7FFF0000 else k & 0xFFFF
        else:
            met = {0x15: value == k, 0x35: value >= k, 0x45: bool(value & k)}[code]
            at += yes if met else no


def by_profile(table, name, arguments):
    for rule in table["syscalls"]:
        if name in rule["names"] and all(
            arguments[one["index"]] & one["value"] == one["valueTwo"] for one in rule["args"]
        ):
            return rule["errnoRet"]
    return None


@pytest.mark.parametrize("machine", AUDIT)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(sorted(NUMBERS)), arguments=st.lists(ARGUMENT, min_size=6, max_size=6))
def test_both_refuse_the_same(machine, name, arguments):
    number = NUMBERS[name][list(AUDIT).index(machine)]
    if number is None:
        return
    wanted = by_bytes(assemble(machine), AUDIT[machine], number, arguments)
    assert by_profile(profile(machine), name, arguments) == wanted


def test_an_engine_that_knows_one_error_is_left_the_calls_that_must_be_missing():
    names = {name for rule in profile("x86_64", absent=False)["syscalls"] for name in rule["names"]}
    assert "clone3" not in names
    assert "unshare" in names
    assert by_profile(profile("x86_64"), "clone3", [0] * 6) == errno.ENOSYS


def test_beside_other_processes_more_is_refused():
    for machine, prlimit in (("x86_64", 302), ("aarch64", 261)):
        program = assemble(machine, apart=False)
        assert by_bytes(program, AUDIT[machine], prlimit, [77, 0, 0, 0, 0, 0]) == errno.EPERM
        assert by_bytes(program, AUDIT[machine], prlimit, [0] * 6) is None
        number = NUMBERS["socket"][machine != "x86_64"]
        for family, kind, protocol in ((2, 1, 0), (10, 1, 6), (2, 0x80001, 0), (1, 1, 0), (1, 5, 0)):
            assert by_bytes(program, AUDIT[machine], number, [family, kind, protocol, 0, 0, 0]) is None
        for family, kind, protocol in (
            (2, 2, 0),
            (2, 3, 1),
            (2, 1, 262),
            (10, 2, 17),
            (1, 2, 0),
            (1, 3, 0),
            (16, 3, 0),
        ):
            assert by_bytes(program, AUDIT[machine], number, [family, kind, protocol, 0, 0, 0])
