"""Data in a database is destroyed.

What it does
    Reads the statements that a database client gets: `DROP`, `TRUNCATE`, `DELETE` and `UPDATE` without
    a condition, `FLUSHALL`, `dropDatabase()`, and framework commands that reset a database.
Why is this bad
    A statement takes effect at once and for everybody who uses the database.
How to fix
    Make a dump, add the condition, work inside a transaction, and let a person run what drops.
References
    ISO/IEC 9075 (SQL); documentation of PostgreSQL, MySQL, Redis and MongoDB
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA107",
    "database-destruction",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(459,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", "psql -c 'DROP TABLE users'\n", line=1),),
    good=(Example("command.sh", "psql -c 'SELECT count(*) FROM users'\n"),),
)
