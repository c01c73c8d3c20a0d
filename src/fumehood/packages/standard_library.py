"""Names that come with the language: nothing needs installing, and a package called so is something else."""

import sys

# The modules that Node.js brings along. Source: `require("module").builtinModules`, Node.js 22.
_NODE = frozenset(
    [
        "assert",
        "async_hooks",
        "buffer",
        "child_process",
        "cluster",
        "console",
        "constants",
        "crypto",
        "dgram",
        "diagnostics_channel",
        "dns",
        "domain",
        "events",
        "fs",
        "http",
        "http2",
        "https",
        "inspector",
        "module",
        "net",
        "os",
        "path",
        "perf_hooks",
        "process",
        "punycode",
        "querystring",
        "readline",
        "repl",
        "stream",
        "string_decoder",
        "sys",
        "timers",
        "tls",
        "trace_events",
        "tty",
        "url",
        "util",
        "v8",
        "vm",
        "wasi",
        "worker_threads",
        "zlib",
    ]
)
# Removed from Python by 3.14, but still in the code that people and models write. Source: PEP 594, PEP 632.
_REMOVED = frozenset(
    [
        "aifc",
        "asynchat",
        "asyncore",
        "audioop",
        "cgi",
        "cgitb",
        "chunk",
        "crypt",
        "distutils",
        "imghdr",
        "imp",
        "lib2to3",
        "mailcap",
        "msilib",
        "nis",
        "nntplib",
        "ossaudiodev",
        "pipes",
        "smtpd",
        "sndhdr",
        "spwd",
        "sunau",
        "telnetlib",
        "uu",
        "xdrlib",
    ]
)


def is_standard(name: str, ecosystem: str) -> bool:
    """Whether `name` (as it was spelled) is a module of the standard library."""
    if ecosystem == "npm":
        return name.removeprefix("node:") in _NODE
    module = name.replace("-", "_")
    return module in sys.stdlib_module_names or module in _REMOVED
