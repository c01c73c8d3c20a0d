"""Package tools of systems and of other languages."""

from fumehood.commands.expand.arg import UNKNOWN, Arg, has_glob
from fumehood.commands.programs.origin import is_address, is_url, unusual
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import parse

_UNCHECKED = (
    "--allow-unauthenticated", "--force-yes", "--nogpgcheck", "--no-gpg-checks", "--nosignature", "--nodigest", "--no-gpg-check", "--allow-insecure-repositories", "--allow-untrusted", "--no-verify-ssl", "--insecure",
    "--skip-checksum", "--ignore-checksums", "--no-quarantine", "--force-untrusted", "--nocrypto",
)  # fmt: skip
_VITAL = (
    "sudo",
    "systemd",
    "libc6",
    "bash",
    "coreutils",
    "openssh-server",
    "linux-image",
    "apt",
    "dpkg",
    "python3",
    "init",
    "kernel",
    "glibc",
    "network-manager",
    "udev",
    "util-linux",
    "auditd",
    "ufw",
    "apparmor",
)


def system(call: Call) -> Arg | None:
    """apt, dnf, pacman, brew and their kin: installs, removals of what the system needs, unsigned packages."""
    if call.helps or (
        any(a in ("-s", "--simulate", "--dry-run", "--just-print", "--no-act") for a in call.args)
        and call.name.startswith(("apt", "aptitude", "dpkg", "zypper"))
    ):
        return Arg("")
    words = [a for a in call.args if not a.startswith("-")]
    for arg in call.args:
        if (
            arg in _UNCHECKED
            or (arg.startswith("-o") and "AllowUnauthenticated=true" in arg)
            or "AllowInsecureRepositories=true" in arg
            or "Verify-Peer=false" in arg
        ):
            call.effect("protection", arg, on="system", what="packages are not checked", flags=["unsigned"])
    for setting in (a for n, a in zip(call.args, call.args[1:], strict=False) if n == "-o"):
        name, _, text = setting.partition("=")
        if (
            "Invoke" in name
            or "Pre-" in name
            or "Post-" in name
            or "Dpkg::Path" in name
            or "Binary::" in name
        ):
            call.run_text(Arg(text, setting.taint))
    verb, names = (words[0] if words else ""), words[1:]
    if call.name in ("pacman", "yay", "paru", "dpkg", "rpm", "emerge", "nix-env", "pkg_add", "xbps-install"):
        verb, names = next((a for a in call.args if a.startswith("-")), Arg("")), words
        removes = (
            verb.startswith(
                ("-R", "-r", "-P", "-e", "--remove", "--purge", "--erase", "-C", "--unmerge", "-c")
            )
            and call.name not in ("emerge", "xbps-install")
            and not verb.startswith(("-Rp", "-ql", "-qa", "-qi", "-cat"))
        )
        installs = verb.startswith(("-S", "-U", "-i", "--install", "-u", "-F")) and not verb.startswith(
            ("-Ss", "-Si", "-Sl", "-Sc")
        )
    else:
        removes = verb in (
            "remove",
            "purge",
            "autoremove",
            "erase",
            "uninstall",
            "deinstall",
            "rm",
            "delete",
            "del",
        )
        installs = verb in (
            "install",
            "add",
            "in",
            "reinstall",
            "upgrade",
            "full-upgrade",
            "dist-upgrade",
            "update",
        )
    if (
        removes
        and any(n.startswith(_VITAL) for n in names)
        and call.name not in ("brew", "flatpak", "snap", "port")
    ):
        call.effect(
            "system",
            " ".join(names),
            on="system",
            what="removes software that the system needs",
            flags=["remove"],
        )
    elif (removes and verb in ("purge", "erase")) or (removes and call.name in ("rpm", "dpkg")):
        call.effect(
            "system", " ".join(names), on="system", what="removes software", flags=["remove", "small"]
        )
    if installs:
        call.effect("install", " ".join(names), on="system", what="system")
        for name in names:
            if is_url(name) and unusual(name):
                call.effect(
                    "source", name, on="remote", what="a package from an address instead of the index"
                )
    if call.name == "brew" and removes and ("--ignore-dependencies" in call.args or "--zap" in call.args):
        lost = "software and its settings" if "--zap" in call.args else "software that other software needs"
        call.effect("system", " ".join(names), on="system", what=f"removes {lost}", flags=["remove", "small"])
    if call.name == "brew" and verb == "tap" and len(names) > 1 and is_url(names[1]) and unusual(names[1]):
        call.effect("source", names[1], on="remote", what="packages are then taken from another place")
    if call.name == "brew" and verb in ("services",) and names[:1] == ["start"]:
        call.effect(
            "schedule", " ".join(names[1:]), on="home", what="starts a service", flags=["service", "user"]
        )
    return None


_PUBLISH = {
    "gem": ("push",), "cargo": ("publish", "yank", "owner"), "mvn": ("deploy", "release:perform"), "gradle": ("publish", "uploadArchives", "publishPlugins"), "mix": ("hex.publish",), "pod": ("trunk",), "nuget": ("push", "delete"),
    "cabal": ("upload",), "conan": ("upload",), "opam": ("publish",), "luarocks": ("upload",), "composer": (), "go": (),
}  # fmt: skip


def language(call: Call) -> Arg | None:
    """gem, cargo, go, composer and others: installs, publishing, and code on the command line."""
    if call.helps or "--dry-run" in call.args:
        return Arg("")
    words = [a for a in call.args if not a.startswith(("-", "+"))]
    verb = words[0] if words else Arg("")
    published = _PUBLISH.get(call.name.removesuffix("w").replace("mvn", "mvn"), _PUBLISH.get(call.name, ()))
    if (
        verb in published
        or (call.name in ("mvn", "mvnw") and any(w in ("deploy", "release:perform") for w in words))
        or (call.name == "dotnet" and list(words[:2]) in (["nuget", "push"], ["nuget", "delete"]))
    ):
        if not (call.name == "pod" and words[1:2] != ["push"]) and not (
            call.name == "cargo" and verb == "owner" and "--list" in call.args
        ):
            removes = verb in ("yank", "delete")
            call.effect(
                "destroy-remote" if removes else "publish",
                " ".join(words[1:]),
                on="registry",
                what="a package",
                flags=["registry", "small"] if removes else [],
            )
        return None
    if call.name == "gem" and verb in ("yank",):
        call.effect(
            "destroy-remote",
            " ".join(words[1:]),
            on="registry",
            what="a published package",
            flags=["registry"],
        )
        return None
    if call.name == "bundle" and verb == "exec":
        return call.run(call.args[call.args.index(verb) + 1 :])
    if call.name in ("cpan", "cpanm") and "!" in call.stdin:
        from fumehood.commands.inline.languages import run_code

        for line in call.stdin.splitlines():
            if line.strip().startswith("!"):
                run_code(call.machine, "perl", Arg(line.strip()[1:].strip(), call.stdin.taint), [])
        return None
    if (call.name == "gem" and verb == "sources") or list(words[:2]) in _OTHER_PLACES.get(call.name, ()):
        for place in (w for w in words if is_url(w) and unusual(w) and not _usual(w)):
            call.effect("source", place, on="remote", what="packages are then taken from another index")
    if words[:1] in (["tool"], ["pub"]) and call.name in ("dotnet", "dart", "flutter"):
        words = words[1:]
        verb = words[0] if words else verb
    if call.name == "go" and list(words[:1]) == ["env"] and "-w" in call.args:
        _go_settings(call, words[1:])
    elif (call.name == "go" and verb in ("run", "install", "get")) or verb in _INSTALLS:
        _language_install(call, words)
    return None


_INSTALLS = ("install", "add", "require", "get", "i", "binstall", "archive.install")
# The first two words of calls that name another index for all that is installed later.
_OTHER_PLACES: dict[str, tuple[list[str], ...]] = {
    "bundle": (["config", "set"], ["config", "mirror.all"]), "composer": (["config", "repositories"],),
    "dotnet": (["nuget", "add"], ["nuget", "update"]), "nuget": (["sources", "add"],),
}  # fmt: skip


_LANGUAGE_LONG = (
    "--features", "--version", "--vers", "--git", "--branch", "--tag", "--rev", "--path", "--root", "--registry", "--index", "--target", "--package", "--manifest-path", "--source", "--group", "--jobs", "--profile", "--repository", "--install-dir", "--framework",
    "--target-dir", "--bindir", "--working-dir", "--rename",
)  # fmt: skip
_VERBS = (*_INSTALLS, "tool", "pub", "package", "run")
_ECOSYSTEMS = {
    "cargo": "crates", "gem": "rubygems", "bundle": "rubygems", "go": "go", "composer": "packagist", "dotnet": "nuget", "nuget": "nuget", "mix": "hex", "dart": "pub", "flutter": "pub",
}  # fmt: skip


def _is_name(word: Arg) -> bool:
    return UNKNOWN not in word and not has_glob(word) and "://" not in word and not word.startswith("git@")


def _usual(url: str) -> bool:
    return any(part in url for part in ("rubygems.org", "nuget.org", "packagist.org", "crates.io", "hex.pm"))


def _language_install(call: Call, words: list[Arg]) -> None:
    options = parse(call.args, "F" if call.name == "cargo" else "v", _LANGUAGE_LONG)
    rest = list(options.rest)
    while rest and rest[0] in _VERBS:
        rest = rest[1:]
    names = [w for w in rest if not w.startswith((".", "/", "+"))]
    elsewhere = options.any("--git", "--path", "--source", "-s", "--registry", "--index", "--repository")
    call.effect(
        "install", " ".join(words[1:]), on="project", what=_ECOSYSTEMS.get(call.name, call.name),
        flags=["other-index"] if elsewhere else [],
        names=() if options.any("--git", "--path") else tuple(str(n) for n in names if _is_name(n)),
    )  # fmt: skip
    for option, value in zip(call.args, call.args[1:], strict=False):
        if (
            option in ("--source", "-s", "--registry", "--index", "--repository", "--clear-sources", "--git")
            and is_url(value)
            and unusual(value)
            and not _usual(value)
        ):
            call.effect("source", value, on="remote", what="packages are taken from another index")
    for name in names:
        address = f"https://{name}" if call.name == "go" and is_address(f"https://{name}") else str(name)
        if is_url(address) and unusual(address) and not _usual(address):
            call.effect("source", name, on="remote", what="a package from an address instead of the index")


def _go_settings(call: Call, settings: list[Arg]) -> None:
    for setting in settings:
        name, _, value = setting.partition("=")
        if (name in ("GONOSUMDB", "GOSUMDB", "GONOSUMCHECK", "GOINSECURE", "GOFLAGS")) and (
            value in ("off", "*") or "insecure" in value or name == "GOINSECURE"
        ):
            call.effect("protection", setting, on="home", what="packages are not checked", flags=["unsigned"])
        elif name == "GOPROXY" and "://" in value and unusual(value) and "proxy.golang.org" not in value:
            call.effect("source", value, on="remote", what="packages are then taken from another index")


def choco(call: Call) -> Arg | None:
    """Package tools of Windows."""
    words = [a for a in call.args if not a.startswith("-")]
    if words[:1] == ["install"]:
        call.effect("install", " ".join(words[1:]), on="system", what="system")
    return None
