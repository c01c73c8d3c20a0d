"""What would be run is not shown.

What it does
    Reports a program whose name, or code whose text, is not known until it runs: out of a variable that
    nothing sets, an unknown file, or a decoder whose input is not there to read.
Why is this bad
    Nobody can agree to what nobody can see; decoding is how harmful commands pass a reader.
How to fix
    Write the command out.
References
    CWE-506; MITRE ATT&CK T1027, T1059
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA111",
    "hidden-command",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(506,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", "base64 -d payload.txt | sh\n", line=1),),
    good=(Example("command.sh", "base64 -d payload.txt > payload.bin\n"),),
)
