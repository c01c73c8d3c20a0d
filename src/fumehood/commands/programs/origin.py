"""Where software comes from: whether an address is the user's own machine, plain text, or a place for code."""

from fumehood.commands.expand.arg import UNKNOWN

CODE_HOSTS = (
    "github.com",
    "gitlab.com",
    "bitbucket.org",
    "codeberg.org",
    "git.sr.ht",
    "gitlab.",
    "raw.githubusercontent.com",
    "codeload.github.com",
    "dev.azure.com",
    "huggingface.co",
    "download.pytorch.org",
    "pkg.go.dev",
    "crates.io",
)
_LOCAL = ("localhost", "127.", "[::1]", "0.0.0.0", "host.docker.internal", "::1")


def host_of(url: str) -> str:
    """The host of an address, without user and port; "" when there is none."""
    rest = url.partition("://")[2] or url
    rest = rest.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
    rest = rest.rpartition("@")[2]
    if rest.startswith("["):
        return rest.partition("]")[0] + "]"
    return rest.partition(":")[0].lower()


def is_local(url: str) -> bool:
    """Whether the address is this machine."""
    host = host_of(url)
    return (
        host.startswith(_LOCAL) or host.endswith((".localhost", ".local", ".test", ".internal")) or host == ""
    )


def is_address(url: str) -> bool:
    """Whether the host is a number instead of a name."""
    host = host_of(url)
    return bool(host) and host.replace(".", "").isdecimal() and not is_local(url)


def is_metadata(url: str) -> bool:
    """Whether it is a cloud's service that hands out credentials (169.254.169.254 and its other spellings)."""
    host = host_of(url)
    if host in (
        "169.254.169.254",
        "169.254.170.2",
        "metadata.google.internal",
        "metadata",
        "[fd00:ec2::254]",
        "100.100.100.200",
        "169.254.169.253",
        "instance-data",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "metadata.azure.com",
        "169.254.170.23",
    ):
        return True
    return host.startswith("169.254.")


def is_url(text: str) -> bool:
    """Whether the text is an address with a scheme."""
    return "://" in text.lstrip(UNKNOWN)[:24]


def unusual(url: str) -> bool:
    """Whether software from this address is not what its authors signed: plain text, a bare number, an unknown place."""
    if is_local(url):
        return False
    if url.startswith(("http://", "ftp://", "git://", "git+http://")) or is_address(url):
        return True
    host = host_of(url)
    return not any(host == h or host.endswith("." + h) or host.startswith(h) for h in CODE_HOSTS)
