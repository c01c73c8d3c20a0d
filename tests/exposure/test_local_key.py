import os
import stat
import sys

import pytest

from fumehood.exposure.local_key import local_key


def test_the_key_is_made_once_and_private(tmp_path):
    folder = tmp_path / "state" / "fumehood"
    first = local_key(str(folder))
    assert len(first) == 32
    assert local_key(str(folder)) == first
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_key_that_others_may_read_is_closed(tmp_path):
    first = local_key(str(tmp_path))
    (file,) = tmp_path.iterdir()
    file.chmod(0o644)
    assert local_key(str(tmp_path)) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_a_damaged_key_gives_a_key_for_this_run(tmp_path, content):
    local_key(str(tmp_path))
    (file,) = tmp_path.iterdir()
    file.write_bytes(content)
    assert len(local_key(str(tmp_path))) == 32
    assert file.read_bytes() == content


def test_no_folder_gives_a_key_for_this_run(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    one, two = local_key(str(blocked / "x")), local_key(str(blocked / "x"))
    assert len(one) == 32
    assert one != two


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_in_its_place_is_not_followed(tmp_path):
    target = tmp_path / "target"
    target.write_bytes(b"t" * 32)
    os.symlink(target, tmp_path / "fingerprint.key")
    assert local_key(str(tmp_path)) != b"t" * 32
