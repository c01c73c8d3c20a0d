"""curl, wget and their kin: what they fetch and where it goes, what they send and from where."""

from fumehood.commands.expand.arg import (
    CREDENTIAL,
    DOWNLOAD,
    ENVIRONMENT,
    FILE,
    NONE,
    SECRET,
    TERMINAL,
    UNKNOWN,
    Arg,
    literal,
)
from fumehood.commands.paths.normal import base
from fumehood.commands.programs.origin import host_of, is_local, is_metadata
from fumehood.commands.programs.sending import sends
from fumehood.commands.run.call import Call

_CURL = "dFToHuXAebcCDEKmPQrtUwxYyz"
_CURL_LONG = (
    "--data", "--data-ascii", "--data-binary", "--data-raw", "--data-urlencode", "--form", "--form-string", "--upload-file", "--output", "--header", "--user", "--request", "--user-agent", "--referer", "--cookie", "--cookie-jar", "--continue-at", "--dump-header",
    "--cert", "--config", "--max-time", "--quote", "--range", "--write-out", "--proxy", "--url", "--json", "--key", "--cacert", "--capath", "--connect-timeout", "--resolve", "--retry", "--retry-delay", "--unix-socket", "--abstract-unix-socket", "--output-dir", "--limit-rate",
    "--interface", "--ciphers", "--oauth2-bearer", "--netrc-file", "--proxy-user", "--socks5", "--socks5-hostname", "--socks4", "--url-query", "--variable", "--stderr", "--trace", "--trace-ascii", "--aws-sigv4", "--max-redirs", "--connect-to", "--doh-url", "--etag-save", "--etag-compare",
    "--retry-max-time", "--max-filesize", "--dns-servers", "--engine", "--time-cond", "--mail-from", "--mail-rcpt", "--hostpubmd5", "--tls-max", "--pass", "--keepalive-time", "--local-port", "--noproxy", "--preproxy", "--proto", "--proto-default", "--rate", "--request-target", "--service-name",
)  # fmt: skip
_BODIES = ("-d", "--data", "--data-ascii", "--data-binary", "--data-urlencode", "--json")
DOWNLOADED = frozenset((DOWNLOAD,))


def curl(call: Call) -> Arg | None:
    """Follows one transfer of curl."""
    if any(a in ("--help", "-h", "--version", "-V", "--manual", "-M") for a in call.args[:1]):
        return Arg("")
    options = call.options(_CURL, _CURL_LONG)
    urls = [*options.rest, *options.all_values("--url")]
    to = str(urls[0]) if urls else ""
    _bodies(call, options.values, to)
    for url in urls:
        _address(call, url, options.all_values("--resolve", "--connect-to"))
    for path in options.all_values("-K", "--config"):
        call.machine.read(path)
    for path in options.all_values("--unix-socket"):
        if path.endswith("docker.sock"):
            call.effect("escalate", path, on="system", what="the daemon of the containers", flags=["door"])
    method = str(options.value("-X", "--request") or "").upper()
    if method == "DELETE" and not is_local(to):
        call.effect("destroy-remote", to, on="remote", flags=["small", "http"])
    if any(
        "_search" in u or "_delete_by_query" in u or "_all" in u or literal(u).rstrip("/").endswith("*")
        for u in urls
    ) and (method == "DELETE" or "_delete_by_query" in to):
        call.effect("destroy-data", to, on="database", flags=["many"])
    return _received(
        call,
        urls,
        options.all_values("-o", "--output"),
        by_name=options.any("-O", "--remote-name", "--remote-name-all", "-J"),
        folder=options.value("--output-dir"),
        method=method,
    )


def _bodies(call: Call, values: dict[str, list[Arg]], to: str) -> None:
    for option in _BODIES:
        for text in values.get(option, ()):
            sends(call, _content(call, text), to)
    for text in values.get("--data-raw", ()):
        sends(call, text, to)
    for text in (*values.get("-F", ()), *values.get("--form", ())):
        value = text.partition("=")[2]
        if value[:1] in "@<" and value:
            path = value[1:].partition(";")[0].strip('"')
            content = call.stdin if path == "-" else call.machine.read(Arg(path, text.taint))
            sends(call, content, to, always=path != "-" or FILE in content.taint)
        else:
            sends(call, Arg(value, text.taint), to)
    for path in (*values.get("-T", ()), *values.get("--upload-file", ())):
        content = call.stdin if path in ("-", ".") else call.machine.read(path)
        sends(call, content, to, always=True)
    for text in (
        *values.get("-H", ()),
        *values.get("--header", ()),
        *values.get("-b", ()),
        *values.get("--cookie", ()),
        *values.get("-u", ()),
        *values.get("--user", ()),
        *values.get("-A", ()),
        *values.get("--user-agent", ()),
        *values.get("--url-query", ()),
        *values.get("-e", ()),
    ):
        if text.startswith("@"):
            sends(call, _content(call, text), to)
        elif text.taint & {SECRET, ENVIRONMENT}:
            sends(call, text, to)


def _content(call: Call, text: Arg) -> Arg:
    if (
        not text.startswith("@")
        and "=@" not in text[:80]
        and not (text.count("@") == 1 and text.partition("@")[0].isidentifier() and "/" in text)
    ):
        return text
    path = text.rpartition("@")[2] if not text.startswith("@") else text[1:]
    if path in ("-", "/dev/stdin"):
        return Arg(call.stdin, call.stdin.taint - {TERMINAL})
    found = call.machine.read(Arg(path, text.taint))
    return (
        Arg(found, found.taint | {FILE})
        if not _just_written(call, path)
        else Arg(found, found.taint - {FILE})
    )


def _just_written(call: Call, path: str) -> bool:
    """Whether the command wrote the file itself, with a text that it shows."""
    known = call.machine.files.get(call.machine.full(path))
    return known is not None and known.known and not known.taint


def _address(call: Call, url: Arg, resolved: list[Arg]) -> None:
    if not is_local(url):
        call.effect("fetch", host_of(url), on="remote")
    if is_metadata(url) or any("169.254.169.254" in r for r in resolved):
        call.effect("read-secret", url, on="cloud", what="asks the cloud for the machine's credentials")
    if url.startswith("file://"):
        call.machine.read(Arg(url[7:], url.taint))
    elif url.startswith(("dict://", "gopher://")):
        call.effect("connect", url, on="remote", flags=["raw"])
    plain = UNKNOWN in url[:1] and not url.taint & {SECRET, ENVIRONMENT, "encoded"}  # a list of addresses
    if url.taint & {SECRET, ENVIRONMENT, FILE, "encoded"} - {DOWNLOAD} and not plain:
        sends(call, Arg(url, url.taint - {CREDENTIAL}), url)


def _received(
    call: Call, urls: list[Arg], outputs: list[Arg], *, by_name: bool, folder: Arg | None, method: str
) -> Arg | None:
    taint = DOWNLOADED
    if urls and all(is_local(u) for u in urls):
        taint = NONE
    if method in ("HEAD", "OPTIONS"):
        taint = NONE
    secret = any(is_metadata(u) for u in urls) or any(
        u.startswith("file://") and SECRET in call.machine.read(Arg(u[7:]), quiet=True).taint for u in urls
    )
    hosts = frozenset(f"host:{u[:200]}" for u in urls) if taint else NONE
    content = Arg(UNKNOWN, taint | hosts | ({SECRET} if secret else NONE))
    to_file = [o for o in outputs if o not in ("-", "/dev/stdout")]
    for path in to_file:
        call.machine.write(Arg(f"{folder}/{path}") if folder else path, content)
    if by_name:
        for url in urls:
            name = base(url.partition("?")[0].partition("#")[0])
            if name:
                call.machine.write(Arg(f"{folder}/{name}") if folder else Arg(name), content)
    return Arg("") if to_file or by_name else content


_WGET = "oaOPiUtTwQeBDARIXln"
_WGET_LONG = (
    "--output-document", "--directory-prefix", "--input-file", "--header", "--post-data", "--post-file", "--body-data", "--body-file", "--method", "--user", "--password", "--user-agent", "--tries", "--timeout", "--wait", "--output-file", "--append-output", "--referer",
    "--limit-rate", "--execute", "--level", "--accept", "--reject", "--domains", "--quota", "--use-askpass", "--save-cookies", "--load-cookies", "--ca-certificate", "--certificate", "--private-key", "--http-user", "--http-password", "--base", "--config", "--exclude-directories", "--include-directories",
    "--cut-dirs", "--progress", "--dns-timeout", "--connect-timeout", "--read-timeout", "--waitretry", "--max-redirect", "--bind-address", "--prefer-family", "--restrict-file-names", "--default-page",
)  # fmt: skip


def wget(call: Call) -> Arg | None:
    """Follows one transfer of wget."""
    if call.helps:
        return Arg("")
    options = call.options(_WGET, _WGET_LONG)
    urls = list(options.rest)
    to = str(urls[0]) if urls else ""
    for path in options.all_values("--post-file", "--body-file"):
        content = call.stdin if path == "-" else call.machine.read(path)
        sends(call, content, to, always=True)
    for text in options.all_values("--post-data", "--body-data", "--header", "--user-agent"):
        sends(call, text, to)
    for program in options.all_values("--use-askpass"):
        call.run_text(program)
    for path in options.all_values("-i", "--input-file"):
        content = call.machine.read(path)
        if SECRET in content.taint or (
            path.startswith("/") and not path.startswith(("/tmp", call.machine.map.project))
        ):
            sends(call, content, to or path, what="the lines of a local file")
    for url in urls:
        _address(call, url, [])
    if options.any("--spider"):
        return Arg("")
    output = options.value("-O", "--output-document")
    folder = options.value("-P", "--directory-prefix")
    content = Arg(
        UNKNOWN,
        DOWNLOADED | frozenset(f"host:{u[:200]}" for u in urls)
        if not urls or not all(is_local(u) for u in urls)
        else NONE,
    )
    if output in ("-", "/dev/stdout"):
        return content
    if output is not None:
        call.machine.write(output, content)
    else:
        for url in urls:
            name = base(url.partition("?")[0].partition("#")[0]) or "index.html"
            call.machine.write(Arg(f"{folder}/{name}") if folder else Arg(name), content)
    return Arg("")


_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


def http(call: Call) -> Arg | None:
    """Httpie and xh: `name=@file`, `field@file`, and what is piped in."""
    if call.helps:
        return Arg("")
    options = call.options(
        "oapsA",
        (
            "--output",
            "--auth",
            "--auth-type",
            "--print",
            "--style",
            "--session",
            "--verify",
            "--proxy",
            "--timeout",
            "--raw",
            "--cert",
            "--body-file",
        ),
    )
    words = [w for w in options.rest if w not in _METHODS]
    to = str(words[0]) if words else ""
    for item in words[1:]:
        name, at, path = item.partition("@")
        if (
            at
            and path
            and not name.endswith((":", "="))
            and "=" not in name
            and (options.any("-f", "--form", "--multipart") or "/" in path or "." in path)
        ):
            sends(call, call.machine.read(Arg(path, item.taint)), to, always=True)
        elif "=@" in item:
            sends(call, call.machine.read(Arg(item.partition("=@")[2], item.taint)), to, always=True)
        else:
            sends(call, item, to)
    if TERMINAL not in call.stdin.taint:
        sends(call, call.stdin, to)
    if words:
        _address(call, words[0], [])
    if output := options.value("-o", "--output"):
        call.machine.write(output, Arg(UNKNOWN, DOWNLOADED))
        return Arg("")
    return Arg(UNKNOWN, NONE if is_local(to) else DOWNLOADED)


def aria2c(call: Call) -> Arg | None:
    """Other programs that fetch; some of them can also send, or run something afterwards."""
    options = call.options(
        "doixsjPfcOF",
        (
            "--dir",
            "--out",
            "--input-file",
            "--on-download-complete",
            "--on-download-error",
            "--exec",
            "--output",
            "--header",
            "--format",
            "--config-locations",
        ),
    )
    for text in options.all_values(
        "--on-download-complete", "--on-download-error", "--on-download-start", "--exec"
    ):
        call.run_text(text)
    urls = [a for a in options.rest if "://" in a or "." in a]
    if call.name in ("POST", "lwp-request") and TERMINAL not in call.stdin.taint:
        sends(call, call.stdin, str(urls[-1]) if urls else "")
    for url in urls:
        _address(call, url, [])
    if (
        output := options.value("-o", "--out", "--output")
        if call.name not in ("youtube-dl", "yt-dlp")
        else None
    ):
        folder = options.value("-d", "--dir")
        call.machine.write(Arg(f"{folder}/{output}") if folder else output, Arg(UNKNOWN, DOWNLOADED))
    elif call.name in ("axel", "aria2c", "lwp-download", "fetch"):
        for url in urls:
            call.machine.write(Arg(base(url) or "index.html"), Arg(UNKNOWN, DOWNLOADED))
    elif any(
        a in ("-dump", "-source", "-dump_source") or a.startswith("--dump") for a in call.args
    ) or call.name in ("GET", "lwp-request", "POST"):
        return Arg(UNKNOWN, DOWNLOADED)
    return None
