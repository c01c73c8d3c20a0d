"""A network, a machine or an account is probed.

What it does
    Reports scanners, listeners on a network, password guessers and tools that attack; and programs that
    record the screen or what is typed.
Why is this bad
    Without the owner's word it is an attack, and the user answers for it.
How to fix
    Ask whoever owns the network and the machines.
References
    MITRE ATT&CK T1046, T1040, T1110
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA180",
    "network-probe",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(200,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", "nmap -sS 192.0.2.0/24\n", line=1),),
    good=(Example("command.sh", "ping -c 1 example.com\n"),),
)
