"""The table of verbs: what each is called, its one line of help, and the module that does it.

Each row is the words as typed, the help line and the module. A module has `configure(parser)` and
`run(args, console) -> int` (the exit code), and a docstring
whose text after the first line becomes the help's epilogue (with an example). Modules are imported only
when their verb is called. `module` is None for a verb that this version does not have yet.
"""

VERBS: tuple[tuple[str, str, str | None], ...] = (
    ("scan", "every static risk over files", "scan"),
    ("check package", "one verdict per package name", "check_package"),
    ("check command", "one verdict per shell command", "check_command"),
    ("check text", "a prompt, a reply, a tool result", "check_text"),
    ("sanitize", "neutralise hidden content", None),
    ("redact", "replace secrets by placeholders", "redact"),
    ("restore", "put the values back", "restore"),
    ("synth", "a synthetic twin of a data file", "synth"),
    ("ignore sync", "one policy into every assistant's exclusion mechanism", "ignore_sync"),
    ("ignore status", "where the exclusion files have drifted", "ignore_status"),
    ("run", "run an agent or a script isolated", "run"),
    ("changes show", "what an isolated run wrote", "changes_show"),
    ("changes apply", "take over what an isolated run wrote", "changes_apply"),
    ("changes discard", "throw away what an isolated run wrote", "changes_discard"),
    ("changes undo", "undo the last apply, or the last command that changed a git project", "changes_undo"),
    ("agents install", "native hooks, deny lists and sandbox settings", "agents_install"),
    ("agents status", "what is installed, and what has drifted", "agents_status"),
    ("agents test", "fire a harmless canary through each installed hook", "agents_test"),
    ("agents uninstall", "restore the agents' settings", "agents_uninstall"),
    ("agents mcp guard", "a guarded relay for an MCP server", "agents_mcp_guard"),
    ("agents mcp serve", "our checks as tools", "agents_mcp_serve"),
    ("hook", "called by an agent; JSON in, JSON out", "hook"),
    ("checklist", "the lesson's checklist, answered by live probes", None),
    ("audit show", "what the agent did", "audit_show"),
    ("audit verify", "whether the record is whole", "audit_verify"),
    ("audit replay", "which past decisions a new policy would change", "audit_replay"),
    ("index show", "the package index: its date and size", "index_show"),
    ("index update", "refresh the package index", "index_update"),
    ("baseline create", "record today's findings as known", "baseline_create"),
    ("baseline prune", "drop what is no longer found", "baseline_prune"),
    ("baseline approve", "approve an agent rule file as it stands", None),
    ("rules", "all rules, a line each", "rules"),
    ("explain", "one rule: what, why, how to fix, examples", "explain"),
    ("init", "write a commented fumehood.toml", "init"),
    ("doctor", "what works on this machine", "doctor"),
    ("completion", "shell completion", "completion"),
)
