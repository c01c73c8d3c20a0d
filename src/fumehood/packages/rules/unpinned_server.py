"""A tool server that is fetched anew at each start.

What it does
    Reports a server in a list of MCP servers that `npx`, `uvx` or their kin fetch and run without a fixed version.
Why is this bad
    The server runs with your rights beside the assistant. Whoever takes over its name on the index reaches you at
    the next start, without any change in your files.
How to fix
    Name the version (`package@1.2.3`, `package==1.2.3`) and raise it on purpose.
References
    CWE-494 Download of Code Without Integrity Check; OWASP LLM03:2025 Supply Chain
"""

from fumehood.core.finding import Confidence, Finding, Severity
from fumehood.core.rule import Example, documented
from fumehood.core.source import Source
from fumehood.packages.mention import Mention

RULE = documented(
    __doc__,
    "FHP010",
    "unpinned-tool-server",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(494,),
    owasp=("LLM03:2025",),
    bad=(
        Example(
            ".mcp.json",
            '{"mcpServers": {\n  "files": {"command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem"]}}}\n',
            line=2,
        ),
    ),
    good=(
        Example(
            ".mcp.json",
            '{"mcpServers": {\n  "files": {"command": "npx",\n "args": ["-y", "@modelcontextprotocol/server-filesystem@2025.8.21"]}}}\n',
        ),
    ),
)


def report(source: Source, mention: Mention, *, unsure: bool) -> Finding:
    """The finding about a server that a list starts without a version; `unsure` where the list is an example."""
    return RULE.at(
        source,
        mention.start,
        mention.end,
        f"The server {mention.name} is fetched in its newest version at each start",
        confidence=Confidence.LOW if unsure else None,
        evidence={"package": mention.name, "ecosystem": mention.ecosystem},
    )
