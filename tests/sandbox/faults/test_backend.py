"""Bubblewrap that is not there, too old, or refused by the kernel."""

import pytest

NAMED = "$F run --backend bwrap -- echo ran && exit 9 || echo code $?"


def test_a_missing_bubblewrap_is_named_with_the_remedy(world, in_own_mounts):
    done = in_own_mounts(f"touch $BASE/none; mount --bind $BASE/none $(command -v bwrap)\n{NAMED}")
    assert done.stdout == "code 125\n", done.stderr
    assert "bubblewrap is not installed" in done.stderr
    assert "apt-get install bubblewrap" in done.stderr


def test_one_that_is_too_old_is_named_with_its_version(world, in_own_mounts):
    fake = """
        printf '#!/bin/sh\\n[ "$1" = --version ] && echo bubblewrap 0.3.3 && exit\\necho "bwrap: Unknown option" >&2; exit 1\\n' > $BASE/old
        chmod 755 $BASE/old
        mount --bind $BASE/old $(command -v bwrap)
    """
    done = in_own_mounts(f"{fake}\n{NAMED}")
    assert done.stdout == "code 125\n", done.stderr
    assert "bubblewrap 0.3 is too old" in done.stderr
    assert "0.8 or newer" in done.stderr
    auto = in_own_mounts(f"{fake}\n$F run -- echo ran || echo code $?")
    assert auto.stdout in ("ran\n", "code 125\n")  # what else this machine has stands in, and is named
    assert "bubblewrap" in auto.stderr


@pytest.mark.parametrize("workspace", ["overlay", "direct"])
def test_without_user_namespaces_it_is_refused_with_the_remedy(world, in_own_mounts, workspace):
    script = NAMED.replace("--backend bwrap", f"--backend bwrap --workspace {workspace}")
    done = in_own_mounts(
        f"""
        unshare -rmU sh -ec 'echo 0 > /proc/sys/user/max_user_namespaces; {script}'
        """
    )
    assert done.stdout == "code 125\n", done.stderr
    assert "user namespaces" in done.stderr
    assert "help:" in done.stderr
