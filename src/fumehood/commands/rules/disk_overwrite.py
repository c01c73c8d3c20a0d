"""A disk or a device is written past its file system.

What it does
    Reports writes to block devices, new file systems and partition tables, wiped signatures, and
    removed volumes.
Why is this bad
    One wrong letter in a device's name destroys everything on it at once.
How to fix
    Let a person do it who sees which disk it is. To try something out, use a file as the disk.
References
    Linux man-pages, `dd(1)`, `mkfs(8)`, `wipefs(8)`
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA105",
    "disk-overwrite",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(459,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", "dd if=/dev/zero of=/dev/sda\n", line=1),),
    good=(Example("command.sh", "dd if=/dev/zero of=disk.img bs=1M count=10\n"),),
)
