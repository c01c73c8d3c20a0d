"""Something in a cloud, a cluster or a service is destroyed.

What it does
    Reports verbs of cloud, cluster and infrastructure clients that destroy: `terraform destroy`,
    `kubectl delete namespace`, `aws s3 rb`, `gh repo delete` and many others. Small resources are asked
    about.
Why is this bad
    It is production for somebody, and no local copy brings it back.
How to fix
    Show first what it would take (`plan`, `get`, `--dry-run`), and let a person run it.
References
    OWASP LLM06:2025 Excessive Agency
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA106",
    "remote-destruction",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(459,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", "terraform destroy -auto-approve\n", line=1),),
    good=(Example("command.sh", "terraform plan\n"),),
)
