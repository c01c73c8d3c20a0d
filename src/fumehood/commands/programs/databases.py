"""Clients of databases: what their statements drop, delete and run."""

import re

from fumehood.commands.expand.arg import DOWNLOAD, TERMINAL, UNKNOWN, Arg
from fumehood.commands.run.call import Call

_STATEMENT_OPTIONS = {
    "psql": ("c", ("--command",)), "mysql": ("e", ("--execute",)), "mariadb": ("e", ("--execute",)), "sqlcmd": ("Qq", ()), "clickhouse-client": ("q", ("--query",)), "clickhouse": ("q", ("--query",)), "cqlsh": ("e", ("--execute",)), "cockroach": ("e", ("--execute",)), "trino": ("", ("--execute",)), "presto": ("", ("--execute",)),
    "hive": ("e", ()), "beeline": ("e", ()), "duckdb": ("cs", ("--command",)), "usql": ("c", ("--command",)), "pgcli": ("", ()), "mycli": ("e", ("--execute",)), "impala-shell": ("q", ("--query",)), "vsql": ("c", ()), "isql": ("", ()), "snowsql": ("q", ("--query",)), "sqlite3": ("", ("-cmd",)), "sqlite": ("", ("-cmd",)), "vertica": ("c", ()), "spanner-cli": ("e", ("--execute",)),
}  # fmt: skip
_VALUED = {
    "psql": "dhpUfoLvFRPT",
    "mysql": "uhPDS",
    "mariadb": "uhPDS",
    "sqlcmd": "SUPdioC",
    "clickhouse-client": "hdu",
    "cqlsh": "upkf",
    "mycli": "uhPD",
}
_LONG = (
    "--dbname",
    "--host",
    "--port",
    "--username",
    "--file",
    "--user",
    "--database",
    "--password",
    "--output",
    "--socket",
    "--protocol",
    "--url",
    "--set",
    "--variable",
    "--log-file",
    "--default-character-set",
)
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_QUOTED = re.compile(r"'(?:[^'\\]|\\.|'')*'", re.DOTALL)
_ALL = re.compile(
    r"\b(?:DROP\s+(?:DATABASE|SCHEMA|TABLESPACE|KEYSPACE|CATALOG)|TRUNCATE\b(?!\s*\()|DROP\s+(?:TABLE|INDEX|VIEW|MATERIALIZED\s+VIEW|COLLECTION|OWNED|USER|ROLE|FUNCTION|TYPE|SEQUENCE|TRIGGER))",
    re.IGNORECASE,
)
_DELETE = re.compile(r"\b(?:DELETE\s+FROM|UPDATE)\b", re.IGNORECASE)
_COLUMN = re.compile(r"\bALTER\s+TABLE\b.{0,200}?\bDROP\b", re.IGNORECASE | re.DOTALL)
_RIGHTS = re.compile(
    r"\b(?:GRANT\s+ALL|ALTER\s+(?:USER|ROLE)|CREATE\s+(?:USER|ROLE)|SET\s+PASSWORD|WITH\s+SUPERUSER)\b",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"\bCOPY\b.{0,400}?\b(?:FROM|TO)\s+PROGRAM\s+'((?:[^']|''){1,400})'|\bxp_cmdshell\s*\(?\s*'((?:[^']|''){1,400})'|\bsys_exec\s*\(\s*'((?:[^']|''){1,400})'|\bload_extension\s*\(\s*'([^']{1,200})'",
    re.IGNORECASE | re.DOTALL,
)
_OUTFILE = re.compile(
    r"\bINTO\s+(?:OUTFILE|DUMPFILE)\s+'([^']{1,300})'|\bCOPY\b[^;]{0,300}\bTO\s+'([^']{1,300})'",
    re.IGNORECASE,
)
_SHELL_ESCAPE = re.compile(r"^\s*(?:\\!|\.shell|\.system|!|system|\\system)\s+(.+)$", re.MULTILINE)


def sql(call: Call) -> Arg | None:
    """Looks at the statements on the command line and in what is piped in."""
    if call.helps:
        return Arg("")
    letters, long = _STATEMENT_OPTIONS.get(call.name, ("", ()))
    single = call.name in ("sqlite3", "sqlite", "duckdb")
    options = call.options(
        "" if single else _VALUED.get(call.name, "dhupUPDf") + letters,
        (*_LONG, *long, "-cmd", "-init", "-separator", "-nullvalue"),
        single_dash=single,
    )
    texts = options.all_values(*(f"-{c}" for c in letters), *long)
    if single:
        texts += list(options.rest[1:])
    files = options.all_values("-f", "--file", "-i", "-init")
    if TERMINAL not in call.stdin.taint and call.stdin:
        texts.append(call.stdin)
    for path in files:
        known = call.machine.script(path)
        if known is not None:
            texts.append(Arg(known, known.taint))
    if single and options.rest:
        call.machine.read(options.rest[0])
    if single and (not options.rest or options.rest[0] == ":memory:"):
        texts = [Arg(_only_escapes(text), text.taint) for text in texts]  # it ends with the program
    local = single
    for text in texts:
        statements(call, text, local=local)
        if DOWNLOAD in text.taint:
            call.effect("run-download", on="remote", what="statements that were downloaded")
    return None


def _only_escapes(text: Arg) -> str:
    return "\n".join(found[0] for found in _SHELL_ESCAPE.finditer(text))


def statements(call: Call, text: Arg, *, local: bool = False) -> None:
    """Notes what SQL text destroys, whom it gives rights, and what it runs."""
    for escape in _SHELL_ESCAPE.finditer(text):
        call.run_text(Arg(escape[1].strip(), text.taint))
    for started in _PROGRAM.finditer(text):
        program = next(g for g in started.groups() if g)
        if started[4]:
            call.effect("load-code", program, what="a library into the database")
        else:
            call.run_text(Arg(program.replace("''", "'"), text.taint))
    for written in _OUTFILE.finditer(text):
        call.machine.write(written[1] or written[2], Arg(UNKNOWN))
    plain = _QUOTED.sub("''", _COMMENT.sub(" ", text))
    place = ["local"] if local else []
    if "script" in text.taint:
        place.append("script")
    if drop := _ALL.search(plain):
        call.effect(
            "destroy-data",
            " ".join(plain[drop.start() : drop.start() + 60].split()),
            on="database",
            flags=["all", *place],
        )
    elif _COLUMN.search(plain):
        call.effect("destroy-data", "a column or a constraint", on="database", flags=["many", *place])
    for part in plain.split(";"):
        if (
            (found := _DELETE.search(part))
            and not re.search(r"\bWHERE\b", part, re.IGNORECASE)
            and (found[0].upper().startswith("DELETE") or re.search(r"\bSET\b", part, re.IGNORECASE))
        ) or (found and re.search(r"\bWHERE\s+(?:1\s*=\s*1|true)\b", part, re.IGNORECASE)):
            call.effect(
                "destroy-data",
                " ".join(part.split())[:60],
                on="database",
                what="every row",
                flags=["many", *place],
            )
    if _RIGHTS.search(plain) and not local:
        call.effect("account", "rights in the database", on="database")


_MONGO = re.compile(
    r"\.(?:dropDatabase|drop|deleteMany|remove|dropIndexes|dropUser|dropAllUsers)\s*\(([^)]{0,80})"
)


def mongo(call: Call) -> Arg | None:
    """Statements for MongoDB."""
    options = call.options(
        "uph",
        ("--eval", "--host", "--port", "--username", "--password", "--authenticationDatabase", "--file"),
    )
    texts = options.all_values("--eval")
    if TERMINAL not in call.stdin.taint:
        texts.append(call.stdin)
    for text in texts:
        found = _MONGO.search(text)
        if found:
            whole = "drop" in found[0] or found[1].strip() in ("", "{}", "{ }")
            call.effect(
                "destroy-data", found[0].strip(".( ")[:40], on="database", flags=["all"] if whole else ["few"]
            )
    return None


_REDIS_ALL = ("FLUSHALL", "FLUSHDB")
_REDIS_RISKY = (
    "CONFIG",
    "DEBUG",
    "SHUTDOWN",
    "SLAVEOF",
    "REPLICAOF",
    "MODULE",
    "SCRIPT",
    "CLUSTER",
    "SWAPDB",
    "ACL",
)


def redis(call: Call) -> Arg | None:
    """Commands for Redis and its kin."""
    options = call.options("hpanusridX", ("--user", "--pass", "--eval", "--tls"), first_only=True)
    words = [str(w) for w in options.rest]
    if TERMINAL not in call.stdin.taint and not words:
        words = call.stdin.split()
    upper = [w.upper() for w in words]
    if any(w in _REDIS_ALL for w in upper):
        call.effect("destroy-data", upper[0], on="database", what="every key", flags=["all"])
    elif upper[:1] and upper[0] in _REDIS_RISKY:
        if (
            upper[0] == "CONFIG"
            and upper[1:2] == ["SET"]
            and any(w.lower() in ("dir", "dbfilename") for w in words[2:])
        ):
            call.effect(
                "persist", " ".join(words[:4]), on="database", what="where the database writes its file"
            )
        elif upper[0] in ("SHUTDOWN", "DEBUG", "SLAVEOF", "REPLICAOF") and upper[1:2] != ["NO"]:
            call.effect("stop", upper[0], on="machine", what="a database", flags=["service"])
        elif upper[:2] == ["MODULE", "LOAD"]:
            call.effect("load-code", " ".join(words), on="database", what="a library into the database")
    elif upper[:1] in (["DEL"], ["UNLINK"]) and any(UNKNOWN in a for a in options.rest[1:]):
        call.effect("destroy-data", "keys", on="database", flags=["many"])
    return None


_TOOLS = {
    "dropdb": ("all", "a database"),
    "pg_dropcluster": ("all", "a database cluster"),
    "pg_resetwal": ("all", "the database's log"),
    "elasticdump": ("", ""),
}


def tool(call: Call) -> Arg | None:
    """Programs that drop, overwrite or dump whole databases."""
    if call.helps or "--dry-run" in call.args or "-n" in call.args:
        return Arg("")
    words = [a for a in call.args if not a.startswith("-")]
    if call.name in _TOOLS:
        scope, what = _TOOLS[call.name]
        if call.name == "pg_resetwal" or call.options("hpUi").any("-i", "--interactive"):
            scope = "many"
        call.effect("destroy-data", " ".join(words), on="database", what=what, flags=[scope])
    elif call.name in {"dropuser", "createuser"}:
        call.effect("account", " ".join(words), on="database", flags=["database"])
    elif call.name == "mysqladmin":
        if "drop" in words:
            call.effect("destroy-data", " ".join(words), on="database", what="a database", flags=["all"])
        elif "password" in words:
            call.effect("account", "the password of the database", on="database")
        elif "shutdown" in words:
            call.effect("stop", "the database", on="machine", flags=["service"])
    elif call.name == "pg_restore" and any(a in ("-c", "--clean") for a in call.args):
        call.effect(
            "destroy-data", " ".join(words), on="database", what="what is there before", flags=["few"]
        )
    elif call.name == "mongorestore" and "--drop" in call.args:
        call.effect(
            "destroy-data", " ".join(words), on="database", what="what is there before", flags=["all"]
        )
    elif call.name == "influx" and any("drop" in a.lower() or a == "delete" for a in call.args):
        call.effect("destroy-data", " ".join(words), on="database", flags=["many"])
    elif call.name == "cypher-shell" and any("DETACH DELETE" in a.upper() for a in call.args):
        call.effect("destroy-data", "nodes", on="database", flags=["all"])
    elif call.name in ("mysqldump", "pg_dump", "pg_dumpall", "mongodump"):
        return Arg(UNKNOWN, frozenset(("file",)))
    return None
