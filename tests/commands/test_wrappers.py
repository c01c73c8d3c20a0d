"""Wrappers: the command behind them is judged, where it would run."""

import pytest

from fumehood.commands.analyse import analyse
from fumehood.commands.context import Context
from fumehood.commands.decide import decide

FOLDER = "/home/user/work/project"
CONTEXT = Context(home="/home/user", project=FOLDER)
WRAPPERS = """
sudo -n {}
sudo -u root -- {}
sudo --user=root -E {}
doas {}
env A=1 B=2 {}
env -u PATH -C /tmp {}
env -i {}
nice -n 5 {}
nice -5 {}
nohup {}
timeout -k 5 10s {}
time -p {}
setsid {}
stdbuf -oL {}
ionice -c3 {}
strace -f -o /tmp/o {}
flock /tmp/l {}
command {}
command -p -- {}
builtin command {}
exec -a x {}
busybox {}
chrt -i 0 {}
taskset 0x1 {}
unshare -n {}
caffeinate -i {}
systemd-inhibit --what=idle {}
xvfb-run -a {}
script -q -c '{}' /dev/null
flock /tmp/l -c '{}'
su -c '{}'
su root -c '{}'
runuser -u x -- {}
watch -n1 '{}'
sh -c '{}'
bash -lc '{}'
zsh -c '{}'
ksh -c '{}'
fish -c '{}'
eval '{}'
trap '{}' EXIT
tmux new-session -d '{}'
screen -dm {}
parallel ::: '{}'
nix-shell-is-no-wrapper; {}
echo x | xargs -I@ {}
find . -maxdepth 0 -exec {} \\;
systemd-run --user --scope {}
uv run {}
poetry run {}
pipenv run {}
bundle exec {}
npx -c '{}'
git -c alias.x='!{}' x
git submodule foreach '{}'
git rebase -i --exec '{}' main
git bisect run {}
make -f - all <<< $'all:\\n\\t{}'
hyperfine '{}'
vim -c ':!{}' -c q
awk 'BEGIN {{ system("{}") }}'
perl -e 'system("{}")'
ruby -e '`{}`'
php -r 'shell_exec("{}");'
lua -e 'os.execute("{}")'
node -e 'require("child_process").exec("{}")'
python3 -c 'import os; os.popen("{}")'
tclsh <<< 'exec sh -c "{}"'
R -e 'system("{}")'
""".strip().splitlines()  # fmt: skip


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_the_command_behind_the_wrapper_is_denied(wrapper):
    assert decide(wrapper.format("git reset --hard"), FOLDER, CONTEXT).decision == "deny"


@pytest.mark.parametrize(
    "wrapper", [w for w in WRAPPERS if not w.startswith(("sudo", "doas", "su ", "runuser"))]
)
def test_a_harmless_command_behind_it_is_not(wrapper):
    assert decide(wrapper.format("git status"), FOLDER, CONTEXT).decision == "allow"


@pytest.mark.parametrize(
    ("command", "decision"),
    [
        ("docker exec web rm -rf /", "ask"),
        ("docker run --rm -v /:/host alpine rm -rf /host", "deny"),
        ("docker run --rm alpine ls /", "allow"),
        ("docker run --rm -v $PWD:/w -w /w node rm -rf build", "allow"),
        ("docker run --rm -v $PWD:/w node rm -rf /w", "deny"),
        ("docker run --mount type=bind,source=/,target=/h alpine chroot /h rm -rf /etc", "deny"),
        ("docker run --rm -v $PWD:/w -w /w node npm test", "allow"),
        ("kubectl exec web-0 -- cat /etc/hosts", "allow"),
        ("ssh host uptime", "allow"),
        ("ssh host 'rm -rf /var/lib/x'", "deny"),
        ("ssh -p 22 user@host sudo reboot", "ask"),
        ("env -C .. git reset --hard", "deny"),
        ("sudo -l", "ask"),
        ("sudo", "ask"),
        ("timeout 5", "allow"),
        ("xargs", "allow"),
        ("echo / | xargs rm -rf", "deny"),
        ("ls | xargs rm -rf", "ask"),
        ("echo build | xargs rm -rf", "allow"),
        ("find / -name '*.log' -delete", "deny"),
        ("find . -type d -empty -delete", "allow"),
        ("parallel rm -rf ::: build /", "deny"),
        ("echo 'rm -rf /' | xargs -I{} sh -c {}", "deny"),
        ("command -v rm", "allow"),
        ("bash -n script.sh", "allow"),
        ("( cd ..; rm -rf build )", "ask"),
        ("(cd ..); rm -rf build", "allow"),
        ("cd .. && cd project && rm -rf build", "allow"),
        ("pushd /; rm -rf *", "deny"),
        ("cd $SOMEWHERE && rm -rf *", "ask"),
    ],
)
def test_where_it_would_run(command, decision):
    assert decide(command, FOLDER, CONTEXT).decision == decision


def test_effects_say_where_they_happen():
    (effect,) = [e for e in analyse("ssh host rm -rf /srv/x", FOLDER, CONTEXT) if e.kind == "delete"]
    assert {"remote", "recursive", "force"} <= effect.flags
    (effect,) = [e for e in analyse("docker exec c rm /etc/x", FOLDER, CONTEXT) if e.kind == "delete"]
    assert "container" in effect.flags
    (effect,) = [e for e in analyse("sudo rm /etc/x", FOLDER, CONTEXT) if e.kind == "delete"]
    assert "privileged" in effect.flags
