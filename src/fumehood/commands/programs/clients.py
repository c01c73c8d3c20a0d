"""Clients of clouds, code hosts and frameworks: their verbs stand in the tables."""

from fumehood.commands.expand.arg import DOWNLOAD, UNKNOWN, Arg
from fumehood.commands.run.call import Call


def client(call: Call) -> Arg | None:
    """Holds the call against the rows of its program."""
    from fumehood.commands.tables import cloud, services
    from fumehood.commands.tables.rows import judge

    name = call.name
    for table in (cloud, services):
        known = table.TABLE.get(table.SAME.get(name, name))
        if known is not None:
            printed = judge(call, known)
            _beyond(call)
            return _WRITTEN_BY_OTHERS if printed is None and _shows(call) else printed
    return None


_WRITTEN_BY_OTHERS = Arg(UNKNOWN, frozenset((DOWNLOAD,)))
_THREADS = ("issue", "pr", "mr", "search", "gist", "discussion", "incident")


def _shows(call: Call) -> bool:
    """Whether a code host's client prints what others wrote there."""
    if call.name not in ("gh", "glab"):
        return False
    words = [a for a in call.args if not a.startswith("-")]
    verbs = ("view", "list", "diff", "status", "issues", "prs", "code", "commits", "repos")
    return words[:1] == ["api"] or (len(words) > 1 and words[0] in _THREADS and words[1] in verbs)


def _beyond(call: Call) -> None:
    """What a row cannot say: files that are uploaded, methods of an interface, commands that are run elsewhere."""
    args = call.args
    if call.name == "aws" and args[:1] == ["s3"] and args[1:2] and args[1] in ("cp", "mv", "sync"):
        operands = [a for a in args[2:] if not a.startswith("-")]
        if len(operands) > 1 and operands[1].startswith("s3://") and not operands[0].startswith("s3://"):
            content = call.stdin if operands[0] == "-" else call.machine.read(operands[0])
            if "secret" in content.taint:
                call.effect("send-secret", operands[1], on="cloud", what="the content of a private file")
    elif call.name in ("gh", "glab") and args[:1] == ["api"]:
        _request(call)
    elif call.name == "helm":
        from fumehood.commands.programs.origin import is_address, is_local

        for address in (a for a in args if a.startswith("http://") or ("://" in a and is_address(a))):
            if not is_local(address):
                call.effect("source", address, on="remote", what="what it describes then runs in the cluster")
    elif call.name == "fly" and args[:2] == ["ssh", "console"] and "-C" in args:
        at = args.index("-C")  # type: ignore[arg-type]
        _inside(call, args[at + 1 : at + 2])
    elif call.name == "heroku" and args[:1] == ["run"]:
        _inside(call, [call.machine.joined(a for a in args[1:] if not a.startswith("-"))])
    elif call.name == "gcloud" and "ssh" in args[:2] and "--command" in args:
        at = args.index("--command")  # type: ignore[arg-type]
        _inside(call, args[at + 1 : at + 2])
    elif (
        call.name in ("rails", "drush", "wp") and args[:1] and args[0] in ("runner", "r", "eval", "php:eval")
    ):
        from fumehood.commands.inline.languages import run_code

        for code in args[1:2]:
            run_code(call.machine, "ruby" if call.name == "rails" else "php", code, [])


def _request(call: Call) -> None:
    """`gh api` and `glab api`: a request to the code host, judged by its method and its path."""
    from fumehood.commands.run.options import parse

    options = parse(
        call.args[1:], "XfFHqptR",
        ("--method", "--field", "--raw-field", "--header", "--jq", "--template", "--input", "--hostname", "--cache", "--preview", "--repo", "--form"),
    )  # fmt: skip
    path = str(options.rest[0]).strip("/") if options.rest else ""
    fields = options.all_values("-f", "-F", "--field", "--raw-field")
    method = str(options.value("-X", "--method") or ("POST" if fields else "GET")).upper()
    if method == "DELETE":
        whole = (path.count("/") < 3 and call.name == "gh") or (
            path.startswith("projects/") and path.count("/") < 2
        )
        flags = ["large"] if whole else ["small"]
        call.effect("destroy-remote", path, on="service", what="a part of a repository", flags=flags)
    elif method in ("PUT", "POST", "PATCH"):
        if any(
            word in path for word in ("/collaborators", "/keys", "/members", "/memberships", "/invitations")
        ):
            call.effect("account", path, on="service", what="who may do what in a repository")
        elif any(f.replace(" ", "") in ("private=false", "visibility=public") for f in fields):
            call.effect("publish", path, on="service", what="a repository", flags=["visibility"])
        elif "/protection" in path or "/rulesets" in path or path.endswith("/disable"):
            call.effect("protection", path, on="service", what="the rules of a branch", flags=["hooks"])


def _inside(call: Call, texts: list[Arg]) -> None:
    outer, call.machine.state = call.machine.state, call.machine.state.copy()
    try:
        call.machine.state.remote, call.machine.state.cwd = True, None
        for text in texts:
            call.run_text(text)
    finally:
        call.machine.state = outer
