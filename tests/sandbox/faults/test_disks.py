"""Disks that are full, read-only, or on which no overlay can be laid."""

SMALL = """
    mkdir -p $BASE/small
    mount -t tmpfs -o size={size} tmpfs $BASE/small
"""


def test_a_full_state_folder_is_told_and_the_project_is_as_it_was(world, in_own_mounts):
    world.write("a.txt", "old\n")
    done = in_own_mounts(
        SMALL.format(size="256k")
        + """
        export XDG_STATE_HOME=$BASE/small
        $F run -- sh -c 'echo new > a.txt; head -c 5000000 /dev/zero > big; echo inside'
        cat a.txt
        $F run -- echo ran && exit 9 || echo code $?
        """
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "inside\nold\ncode 125\n"
    assert "is full" in done.stderr
    assert "cannot be written: No space left on device" in done.stderr
    assert done.stderr.count("XDG_STATE_HOME") >= 2


def test_an_apply_that_does_not_fit_is_taken_back_and_fits_later(world, in_own_mounts):
    done = in_own_mounts(
        SMALL.format(size="400k")
        + """
        cd $BASE/small
        echo old > 1.txt; echo gone > 3.txt; mkdir d; echo old > d/4.txt
        $F run -- sh -c 'echo new > 1.txt; head -c 300000 /dev/zero > 2.bin; rm -r d; rm 3.txt; echo 5 > 5.txt'
        head -c 200000 /dev/zero > filler
        $F changes apply > applied && exit 9 || echo code $?
        test ! -s applied; rm applied
        cat 1.txt 3.txt d/4.txt; ls -A
        rm filler
        $F changes apply > /dev/null
        cat 1.txt; ls -A
        """
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert done.stdout == "code 4\nold\ngone\nold\n1.txt\n3.txt\nd\nfiller\nnew\n1.txt\n2.bin\n5.txt\n"
    assert "nothing was applied, the project is as it was" in done.stderr
    assert "free space" in done.stderr


def test_a_journal_that_does_not_fit_leaves_the_project_alone(world, in_own_mounts):
    done = in_own_mounts(
        SMALL.format(size="600k")
        + """
        export XDG_STATE_HOME=$BASE/small
        head -c 300000 /dev/zero > big; sha1sum big > before
        $F run -- sh -c 'echo a > a.txt; echo x > big'
        head -c 400000 /dev/zero > $BASE/small/filler
        $F changes apply && exit 9 || echo code $?
        sha1sum -c before; ls
        rm $BASE/small/filler
        $F changes apply
        $F changes undo
        sha1sum -c before
        """
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert done.stdout.startswith("code 4\nbig: OK\nbefore\nbig\n")
    assert done.stdout.endswith("big: OK\n")


def test_a_read_only_project_can_be_worked_on_and_says_why_nothing_is_applied(world, in_own_mounts):
    world.write("a.txt", "old\n")
    done = in_own_mounts(
        """
        mount --bind . . && mount -o remount,bind,ro . && cd $PWD
        $F run -- sh -c 'echo new > a.txt; cat a.txt'
        $F changes apply && exit 9 || echo code $?
        cat a.txt
        """
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "new\ncode 4\nold\n"
    assert "Read-only file system" in done.stderr


def test_where_no_overlay_can_be_laid_it_works_on_a_copy_and_says_so(world, in_own_mounts):
    world.write("a.txt", "old\n")
    world.write("gone.txt")
    world.write(".env", "KEY=" + "v4lue-of-mine\n")
    done = in_own_mounts(
        """
        mkdir -p $BASE/lower $BASE/upper $BASE/work $BASE/small
        mount -t overlay overlay -o lowerdir=$BASE/lower,upperdir=$BASE/upper,workdir=$BASE/work $BASE/small
        export XDG_STATE_HOME=$BASE/small
        $F run -- sh -c 'cat .env; echo new > a.txt; rm gone.txt; echo made > made.txt'
        cat a.txt
        $F changes apply
        cat a.txt; ls
        $F changes undo > /dev/null
        ls
        """
    )
    assert done.returncode == 0, done.stderr
    assert "v4lue" not in done.stdout
    assert done.stdout == (
        "KEY=masked-by-fumehood\nold\napplied  a.txt\napplied  made.txt\napplied  gone.txt\nnew\na.txt\nmade.txt\na.txt\ngone.txt\n"
    )
    assert "no overlay can be laid over the project" in done.stderr
    assert "works on a copy" in done.stderr
