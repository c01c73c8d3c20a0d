"""The table of verbs: what each is called, its one line of help, and the module that does it.

A verb's module has `configure(parser)` and `run(args, console) -> int` (the exit code), and a docstring
whose text after the first line becomes the help's epilogue (with an example). Modules are imported only
when their verb is called. `module` is None for a verb that this version does not have yet.
"""

from typing import NamedTuple


class Verb(NamedTuple):
    """One line of the table. `words` is the verb as typed ("check package")."""

    words: str
    help: str
    module: str | None = None


VERBS = (
    Verb("scan", "every static risk over files", "scan"),
    Verb("check package", "one verdict per package name", "check_package"),
    Verb("check command", "one verdict per shell command"),
    Verb("check text", "a prompt, a reply, a tool result", "check_text"),
    Verb("sanitize", "neutralise hidden content"),
    Verb("redact", "replace secrets by placeholders"),
    Verb("restore", "put the values back"),
    Verb("synth", "a synthetic twin of a data file"),
    Verb("ignore sync", "one policy into every assistant's exclusion mechanism"),
    Verb("ignore status", "where the exclusion files have drifted"),
    Verb("run", "run an agent or a script isolated"),
    Verb("changes show", "what an isolated run wrote"),
    Verb("changes apply", "take over what an isolated run wrote"),
    Verb("changes discard", "throw away what an isolated run wrote"),
    Verb("changes undo", "undo the last apply"),
    Verb("agents install", "native hooks, deny lists and sandbox settings"),
    Verb("agents status", "what is installed, and what has drifted"),
    Verb("agents test", "fire a harmless canary through each installed hook"),
    Verb("agents uninstall", "restore the agents' settings"),
    Verb("agents mcp guard", "a guarded relay for an MCP server"),
    Verb("agents mcp serve", "our checks as tools"),
    Verb("hook", "called by an agent; JSON in, JSON out"),
    Verb("checklist", "the lesson's checklist, answered by live probes"),
    Verb("audit show", "what the agent did"),
    Verb("audit verify", "whether the record is whole"),
    Verb("audit replay", "which past decisions a new policy would change"),
    Verb("index show", "the package index: its date and size", "index_show"),
    Verb("index update", "refresh the package index"),
    Verb("baseline create", "record today's findings as known", "baseline_create"),
    Verb("baseline prune", "drop what is no longer found", "baseline_prune"),
    Verb("baseline approve", "approve an agent rule file as it stands"),
    Verb("rules", "all rules, a line each", "rules"),
    Verb("explain", "one rule: what, why, how to fix, examples", "explain"),
    Verb("init", "write a commented fumehood.toml", "init"),
    Verb("doctor", "what works on this machine", "doctor"),
    Verb("completion", "shell completion", "completion"),
)
