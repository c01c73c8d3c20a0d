"""Credentials are read.

What it does
    Reports a program that prints or copies private keys, `.env` files, cloud credentials, password
    stores, shell histories, other programs' memory and environment, or asks a cloud's metadata service.
    Public keys and `.env.example` are no secrets.
Why is this bad
    What an agent reads becomes part of its prompt, and so leaves for the service that runs the model.
How to fix
    Let the program that needs the credential load it. Names without values stand in `.env.example`.
References
    CWE-522; OWASP LLM02:2025 Sensitive Information Disclosure
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA120",
    "secret-read",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(522,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", "cat .env\n", line=1), Example("command.sh", "cat ~/.ssh/id_rsa\n", line=1)),
    good=(Example("command.sh", "cat .env.example\n"), Example("command.sh", "cat ~/.ssh/id_rsa.pub\n")),
)
