"""A database query without SQL, built from data.

What it does
    Follows data to MongoDB filters as they come from a request, and to DynamoDB expressions and PartiQL
    statements that are put together as text.
Why is this bad
    `{"$ne": null}` in the place of a password matches every user; text added to an expression changes what is
    asked.
How to fix
    Make each value a plain string or number (`str(...)`), compare with `$eq`, and use
    `ExpressionAttributeNames` and `ExpressionAttributeValues`.
References
    CWE-943; OWASP A03:2021 Injection
"""

from fumehood.code.reached import HIGH, LOW, MEDIUM, Reached, Verdict
from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC116",
    "nosql-injection",
    severity=Severity.HIGH,
    confidence=MEDIUM,
    cwe=(943,),
    owasp=("A03:2021",),
    bad=(
        Example(
            "users.py",
            "import boto3\n\ndef find(table, name):\n    client = boto3.client('dynamodb')\n"
            "    return client.scan(TableName='users', FilterExpression=name + ' = :value')\n",
            line=5,
        ),
    ),
    good=(
        Example(
            "users.py",
            "import boto3\n\ndef find(table, name):\n    client = boto3.client('dynamodb')\n"
            "    return client.scan(TableName='users', FilterExpression='#n = :value',\n"
            "                       ExpressionAttributeNames={'#n': 'name'}, ExpressionAttributeValues={':value': {'S': name}})\n",
        ),
    ),
)
_COLLECTION = pattern(r"(?i)coll|db|mongo|users|table|docs|documents")


def judge(reached: Reached) -> Verdict | None:
    """Whether data in this query changes what is asked."""
    if reached.model.role == "dynamo":
        if reached.is_outside or (
            reached.kind == "parameter" and not reached.is_whole and not reached.taint.vague
        ):
            return Verdict(f"A database expression is built with {reached.label}", MEDIUM)
        return None
    if not reached.is_outside:
        return None
    keys = reached.value.keys
    if (
        keys is None
        and reached.value.symbol
        and reached.value.symbol.endswith((".json", "get_json()", ".json()"))
    ):
        return Verdict(f"A database filter is {reached.label} as it comes", HIGH)
    if keys is None:
        return None
    where = keys.get("$where")
    if where is not None and any(t.origin is reached.place for t in where.taints):
        return Verdict(f"A database filter runs script made of {reached.label}", HIGH)
    json = [v for v in keys.values() if v.symbol.endswith("json[]") or "json" in v.symbol]
    if any(t.origin is reached.place for v in json for t in v.taints):
        return Verdict(f"A database filter holds {reached.label}, which may be an operator", LOW)
    return None
