"""What of the command policy an agent's own list of command prefixes can express.

The policy speaks of effects, a prefix list of first words. So each candidate here is a prefix whose every
continuation has one known effect; the policy that holds decides about its examples, and what it allows drops out.
A prefix list is a second lock: the hook sees through quoting, variables and nested shells, a prefix does not.
"""

from collections.abc import Callable
from functools import cached_property

from msgspec import Struct

_PROJECT = "/home/user/project"  # a place to judge the examples in; nothing there is read


class Prefix(Struct, frozen=True):
    """The first words of a command. `exact` when nothing may follow; else `example` shows a continuation."""

    words: tuple[str, ...]
    example: str = ""
    not_match: str = ""
    exact: bool = False

    @property
    def command(self) -> str:
        """The prefix with its example."""
        return " ".join(filter(None, (*self.words, self.example)))


class JudgedPrefix(Struct, frozen=True, dict=True):
    """A prefix, and what the policy says of it: `deny` or `ask`, and why."""

    prefix: Prefix
    decision: str
    reason: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The first words."""
        return self.prefix.words


def _each(line: str, example: str = "", not_match: str = "", *, exact: bool = False) -> Prefix:
    return Prefix(tuple(line.split()), example, not_match, exact)


CANDIDATES = (
    _each("rm -rf /", not_match="rm -rf build", exact=True),
    _each("rm -rf ~", not_match="rm -rf build", exact=True),
    _each("rm -rf $HOME", not_match="rm -rf build", exact=True),
    _each("rm -rf .git", not_match="rm -rf build", exact=True),
    _each("rm -rf --no-preserve-root", "/"),
    _each("mkfs", "/dev/sda", "man mkfs"),
    _each("mkfs.ext4", "/dev/sda1", "man mkfs"),
    _each("wipefs", "-a /dev/sda"),
    _each("git push --force", "origin main", "git push --force-with-lease origin topic"),
    _each("git push -f", "origin main", "git push origin main"),
    _each("git push --mirror", "origin", "git push origin main"),
    _each("git reset --hard", "HEAD~1", "git reset --soft HEAD~1"),
    _each("git clean -fdx", "", "git clean -n"),
    _each("git clean -fd", "", "git clean -n"),
    _each("git stash clear", "", "git stash list"),
    _each("git branch -D", "topic", "git branch -d topic"),
    _each("git filter-branch", "--all", "git log"),
    _each("terraform destroy", "-auto-approve", "terraform plan"),
    _each("tofu destroy", "-auto-approve", "tofu plan"),
    _each("pulumi destroy", "--yes", "pulumi preview"),
    _each("kubectl delete namespace", "web", "kubectl get pods"),
    _each("kubectl delete", "pod web", "kubectl get pods"),
    _each("helm uninstall", "web", "helm list"),
    _each("aws s3 rb", "s3://bucket --force", "aws s3 ls"),
    _each("aws ec2 terminate-instances", "--instance-ids i-1", "aws ec2 describe-instances"),
    _each("gcloud projects delete", "web", "gcloud projects list"),
    _each("az group delete", "-n web", "az group list"),
    _each("docker system prune -a --volumes", "", "docker ps"),
    _each("docker volume rm", "data", "docker volume ls"),
    _each("dropdb", "main", "createdb main"),
    _each("redis-cli FLUSHALL", "", "redis-cli PING"),
    _each("gh repo delete", "owner/name", "gh repo view"),
    _each("npm publish", "", "npm pack"),
    _each("twine upload", "dist/*", "twine check dist/*"),
    _each("cargo publish", "", "cargo package"),
    _each("shutdown", "now"),
    _each("reboot"),
    _each("visudo"),
    _each("insmod", "module.ko", "lsmod"),
    _each("iptables -F", "", "iptables -L"),
    _each("ufw disable", "", "ufw status"),
    _each("setenforce 0", "", "getenforce"),
    _each("csrutil disable", "", "csrutil status"),
    _each("spctl --master-disable", "", "spctl --status"),
    _each("diskutil eraseDisk", "JHFS+ disk disk2", "diskutil list"),
)


def judged(decide: Callable[[str, str], tuple[str, str]]) -> list[JudgedPrefix]:
    """The candidates that the policy asks about or denies, in order.

    `decide` takes a command and a folder and gives the decision (allow, ask, deny) and its reason.
    """
    out = []
    for prefix in CANDIDATES:
        decision, reason = decide(prefix.command, _PROJECT)
        if decision != "allow":
            out.append(JudgedPrefix(prefix, decision, reason))
    return out
