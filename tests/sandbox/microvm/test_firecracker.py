"""The driver against a stand-in made from Firecracker's public specification; the binary needs KVM and is in no registry."""

import pytest
from fake_firecracker import Fake

from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.microvm.firecracker import machine
from fumehood.sandbox.microvm.firecracker.api import Api


@pytest.fixture
def fresh(tmp_path):
    started = []

    def make():
        folder = tmp_path / str(len(started))
        folder.mkdir()
        started.append(Fake(folder))
        return started[-1], Api(started[-1].path)

    yield make
    for fake in started:
        fake.close()


@pytest.fixture
def settings(tmp_path):
    for name in ("kernel", "initramfs", "root.img", "work.img"):
        (tmp_path / name).write_bytes(b"x")
    drives = (
        machine.Drive("root", str(tmp_path / "root.img"), read_only=True),
        machine.Drive("work", str(tmp_path / "work.img"), read_only=False),
    )
    return machine.Settings(300 << 20, 2, str(tmp_path / "kernel"), str(tmp_path / "initramfs"), "console=ttyS0",
                            drives, "root", str(tmp_path / "vsock"))  # fmt: skip


def test_a_machine_is_configured_started_and_called(fresh, settings):
    fake, api = fresh()
    machine.configure(api, settings)
    assert fake.state == "Not started"
    assert fake.has("/machine-config") == [{"vcpu_count": 2, "mem_size_mib": 300, "smt": False}]
    assert [one["is_root_device"] for one in fake.has("/drives/")] == [True, False]
    assert [one["is_read_only"] for one in fake.has("/drives/")] == [True, False]
    assert not fake.has("/network-interfaces/")
    machine.start(api)
    assert api.get("/")["state"] == "Running"
    fake.listening.add(1024)
    with machine.call(settings.vsock, 1024, 5) as line:
        line.sendall(b"hello\n")
        assert line.recv(64) == b"agent:hello\n"


def test_a_network_only_with_a_tap_device(fresh, settings):
    fake, api = fresh()
    machine.configure(api, settings._replace(tap="tap7"))
    assert fake.has("/network-interfaces/") == [{"iface_id": "net0", "host_dev_name": "tap7"}]


def test_a_snapshot_is_kept_while_paused_and_loaded_by_a_fresh_process(fresh, settings, tmp_path):
    fake, api = fresh()
    state, memory = str(tmp_path / "state"), str(tmp_path / "memory")
    with pytest.raises(NoSandboxError, match="before starting"):
        machine.keep(api, state, memory)
    machine.configure(api, settings)
    machine.start(api)
    machine.keep(api, state, memory)
    assert fake.state == "Running"
    with pytest.raises(NoSandboxError, match="Cannot open"):
        machine.keep(api, str(tmp_path / "no" / "state"), memory)
    assert fake.state == "Running"
    (tmp_path / "vsock").unlink()
    other, its = fresh()
    machine.load(its, state, memory)
    assert other.state == "Running"
    configured, third = fresh()
    machine.configure(third, settings)
    with pytest.raises(NoSandboxError, match="not allowed after"):
        machine.load(third, state, memory)
    assert configured.state == "Not started"


def test_a_snapshot_of_another_version_is_refused(fresh, settings, tmp_path):
    _, api = fresh()
    machine.configure(api, settings)
    machine.start(api)
    state, memory = str(tmp_path / "state"), str(tmp_path / "memory")
    machine.keep(api, state, memory)
    (tmp_path / "vsock").unlink()
    other, its = fresh()
    other.version = "2.0.0"
    with pytest.raises(NoSandboxError, match="version 1"):
        machine.load(its, state, memory)
    assert other.state == "Not started"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"processors": 0}, "vCPU"),
        ({"processors": 33}, "vCPU"),
        ({"memory": 0}, "memory size"),
        ({"kernel": "/nowhere/kernel"}, "cannot be opened"),
        ({"initramfs": "/nowhere/initramfs"}, "cannot be opened"),
        ({"drives": (machine.Drive("root", "/nowhere.img", read_only=True),)}, "block device"),
        ({"memory": "much"}, None),
    ],
)
def test_what_the_specification_forbids_is_refused_with_its_reason(fresh, settings, change, message):
    fake, api = fresh()
    with pytest.raises((NoSandboxError, TypeError), match=message):
        machine.configure(api, settings._replace(**change))
    assert fake.state == "Not started"


def test_order_rules(fresh, settings):
    fake, api = fresh()
    with pytest.raises(NoSandboxError, match="without kernel"):
        machine.start(api)
    machine.configure(api, settings)
    machine.start(api)
    with pytest.raises(NoSandboxError, match="after starting"):
        machine.start(api)
    with pytest.raises(NoSandboxError, match="after starting"):
        machine.configure(api, settings)
    assert fake.state == "Running"


@pytest.mark.parametrize(
    ("place", "body"),
    [
        ("/machine-config", {"vcpu_count": 1}),
        ("/machine-config", {"vcpu_count": 1, "mem_size_mib": "128"}),
        ("/boot-source", {"boot_args": "x"}),
        ("/vsock", {"guest_cid": 2, "uds_path": "/x"}),
        ("/vsock", {"guest_cid": 3, "uds_path": "/x", "more": 1}),
        ("/actions", {"action_type": "Explode"}),
        ("/drives/a", {"drive_id": "b", "is_root_device": False, "path_on_host": "/x"}),
        ("/nothing", {}),
    ],
)
def test_the_stand_in_refuses_bodies_that_are_wrong(fresh, place, body):
    fake, api = fresh()
    with pytest.raises(NoSandboxError, match="refuses PUT"):
        api.put(place, body)
    assert not fake.told


def test_a_guest_that_does_not_listen_is_given_up(fresh, settings):
    _, api = fresh()
    machine.configure(api, settings)
    machine.start(api)
    with pytest.raises(NoSandboxError, match="port 1024"):
        machine.call(settings.vsock, 1024, 0.2)


def test_nobody_at_the_socket_has_a_remedy(tmp_path):
    with pytest.raises(NoSandboxError) as silent:
        Api(str(tmp_path / "none")).get("/version")
    assert silent.value.remedy
