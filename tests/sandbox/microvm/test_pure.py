"""What the machine is made of, without a machine: archive, code, command line, protocol, choice of the kernel."""

import contextlib
import os
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.microvm import cpio, kernel, memory, protocol, qemu
from fumehood.sandbox.microvm.machine_code import ENTRY, Buffer, Program, executable

FRAMES = st.lists(st.tuples(st.sampled_from([b"s", b"o", b"x"]), st.binary(max_size=300)), max_size=8)


@given(FRAMES, st.integers(1, 50))
def test_frames_survive_any_cut(frames, step):
    data = b"".join(protocol.frame(kind, content) for kind, content in frames)
    reader = protocol.Frames()
    found = [one for at in range(0, len(data), step) for one in reader.feed(data[at : at + step])]
    assert found == frames


@given(st.lists(st.binary(max_size=100), max_size=20))
def test_lists_survive(items):
    assert protocol.unpack(protocol.pack(items)) == items


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data):
    with contextlib.suppress(protocol.ProtocolError):
        assert all(len(kind) == 1 for kind, _ in protocol.Frames().feed(data))
        assert protocol.pack(protocol.unpack(data)) == data


def test_a_frame_that_is_too_long_is_refused():
    with pytest.raises(protocol.ProtocolError):
        list(protocol.Frames().feed(b"o" + b"\xff" * 4))


@pytest.mark.skipif(not shutil.which("cpio"), reason="compared with cpio where it is")
def test_cpio_reads_the_archive(tmp_path):
    raw = cpio.archive([cpio.folder("d"), cpio.file("d/f", b"content", 0o755)])
    subprocess.run(["cpio", "-i", "--quiet"], input=raw, cwd=tmp_path, check=True)
    assert (tmp_path / "d/f").read_bytes() == b"content"
    assert os.access(tmp_path / "d/f", os.X_OK)


@given(st.lists(st.binary(max_size=50), max_size=5))
def test_every_part_of_an_archive_is_aligned(contents):
    raw = cpio.archive([cpio.file(f"f{number}", content) for number, content in enumerate(contents)])
    assert len(raw) % 4 == 0
    assert raw.count(b"070701") >= len(contents) + 1


machine = pytest.mark.skipif(os.uname().machine != "x86_64", reason="runs x86-64 code")


def execute(tmp_path, program, *arguments, **options):
    path = tmp_path / "program"
    path.write_bytes(executable(program.code()))
    path.chmod(0o755)
    return subprocess.run([path, *arguments], capture_output=True, timeout=20, **options)


@machine
def test_code_makes_the_calls_in_order(tmp_path):
    program = Program(ENTRY)
    program.call("write", 1, b"one\n", 4)
    program.call("write", 1, b"two\n", 4)
    program.call("execve", b"/bin/sh", (b"sh", b"-c", b'echo "$0 $V"; exit 3', b"x y"), (b"V=value",))
    done = execute(tmp_path, program)
    assert (done.stdout, done.returncode) == (b"one\ntwo\nx y value\n", 3)


@machine
def test_a_step_that_fails_is_the_exit_code(tmp_path):
    program = Program(ENTRY)
    program.call("chdir", b"/nowhere", may_fail=True)
    program.call("write", 1, b"on\n", 3)
    program.call("chdir", b"/nowhere")
    program.call("write", 1, b"no\n", 3)
    done = execute(tmp_path, program)
    assert (done.stdout, done.returncode) == (b"on\n", 2)
    assert program.steps[1] == "chdir /nowhere"


@machine
def test_a_call_is_repeated_until_it_works(tmp_path):
    program = Program(ENTRY)
    wanted = tmp_path / "later"
    program.until("open", os.fsencode(wanted), 0, 0, pause=10_000_000)
    program.keep()
    program.call("write", 1, b"there\n", 6)
    program.call("exit", 0)
    path = tmp_path / "program"
    path.write_bytes(executable(program.code()))
    path.chmod(0o755)
    with subprocess.Popen([path], stdout=subprocess.PIPE) as process:
        wanted.write_text("x")
        assert process.communicate(timeout=20)[0] == b"there\n"


@machine
def test_the_program_becomes_its_arguments(tmp_path):
    program = Program(ENTRY)
    program.become_arguments()
    done = execute(tmp_path, program, "/bin/sh", "sh", "-c", 'echo "$1 $V"', "sh", "a b", env={"V": "v"})
    assert done.stdout == b"a b v\n"


def test_the_machine_has_no_network_no_disk_and_no_monitor():
    argv = qemu.arguments("qemu", kvm=False, memory=1 << 28, kernel="/k", initramfs="/i",
                          exports=[("room", "/"), ("work", "/a,b")], fixed=frozenset(["room"]))  # fmt: skip
    assert not [
        word for word in argv if any(bad in word for bad in ("net", "blk", "drive", "monitor", "qmp"))
    ]
    assert "local,id=room,path=/,security_model=none,multidevs=remap,readonly=on" in argv
    assert "local,id=work,path=/a,,b,security_model=none,multidevs=remap" in argv


def test_a_machine_has_more_memory_than_its_command_may_use_and_comes_in_few_sizes():
    sizes = {memory.of_machine(megabytes << 20) for megabytes in range(16, 900, 4)}
    assert len(sizes) <= 5
    assert all(memory.of_machine(megabytes << 20) > megabytes << 20 for megabytes in range(16, 900, 50))
    with pytest.raises(NoSandboxError) as much:
        memory.of_machine(1 << 50)
    assert "--memory" in much.value.remedy


@machine
def test_two_calls_share_a_buffer(tmp_path):
    program = Program(ENTRY)
    program.call("clock_gettime", 1, Buffer("clock", 16))
    program.call("write", 1, Buffer("clock", 16), 16)
    program.call("exit", 0)
    done = execute(tmp_path, program)
    assert len(done.stdout) == 16
    assert any(done.stdout)


def test_a_kernel_that_is_not_there_has_a_remedy(tmp_path):
    with pytest.raises(NoSandboxError) as none:
        kernel.find({}, str(tmp_path))
    assert "linux-image" in none.value.remedy
    for name, content in (("vmlinuz-1", b"no kernel"), ("vmlinuz-2", b"x" * 0x202 + b"HdrS")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(NoSandboxError) as error:
            kernel.find({kernel.VARIABLE: str(tmp_path / name)})
        assert error.value.remedy


def test_modules_come_after_what_they_need(tmp_path):
    folder = tmp_path / "lib/modules/5"
    folder.mkdir(parents=True)
    (tmp_path / "boot").mkdir()
    (tmp_path / "boot/vmlinuz-5").write_bytes(b"x" * 0x202 + b"HdrS")
    needs = {"virtio_mmio": "", "virtio_console": "", "9pnet": "", "9pnet_virtio": "9pnet", "9p": "9pnet"}
    (folder / "modules.order").write_text("".join(f"kernel/{name}.o\n" for name in needs))
    (folder / "modules.builtin").write_text("kernel/virtio_mmio.ko\n")
    (folder / "kernel").mkdir()
    for name, wanted in needs.items():
        (folder / "kernel" / f"{name}.ko").write_bytes(b"\0depends=" + wanted.encode() + b"\0")
    found = kernel.find({}, str(tmp_path / "boot"))
    assert [os.path.basename(one) for one in found.modules] == [
        "virtio_console.ko", "9pnet.ko", "9pnet_virtio.ko", "9p.ko",
    ]  # fmt: skip
    (folder / "kernel/9p.ko").unlink()
    with pytest.raises(NoSandboxError, match="no module 9p"):
        kernel.find({}, str(tmp_path / "boot"))
