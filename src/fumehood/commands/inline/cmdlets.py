"""What PowerShell's cmdlets do, by their names and aliases (documentation of Microsoft.PowerShell.* modules)."""

# alias -> cmdlet, for those that are told apart below
ALIASES = {
    "ri": "remove-item", "del": "remove-item", "erase": "remove-item", "rd": "remove-item", "rmdir": "remove-item", "rm": "remove-item", "gc": "get-content", "cat": "get-content", "type": "get-content", "sc": "set-content",
    "ac": "add-content", "clc": "clear-content", "cp": "copy-item", "copy": "copy-item", "cpi": "copy-item", "mv": "move-item", "move": "move-item", "mi": "move-item", "ni": "new-item", "iwr": "invoke-webrequest", "irm": "invoke-restmethod",
    "iex": "invoke-expression", "saps": "start-process", "start": "start-process", "spps": "stop-process", "kill": "stop-process", "sp": "set-itemproperty", "rp": "remove-itemproperty", "icm": "invoke-command", "gci": "get-childitem",
    "ls": "get-childitem", "dir": "get-childitem", "ii": "invoke-item", "tee": "tee-object",
}  # fmt: skip
# cmdlet -> kind, where, what, flags
EFFECTS = {
    "format-volume": ("device", "disk", "", ""), "clear-disk": ("device", "disk", "", ""), "initialize-disk": ("device", "disk", "", ""), "remove-partition": ("device", "disk", "", ""), "reset-physicaldisk": ("device", "disk", "", ""),
    "stop-computer": ("stop", "machine", "the machine", "machine"), "restart-computer": ("stop", "machine", "the machine", "machine"), "stop-service": ("stop", "system", "stops a service", "service vital"), "suspend-service": ("stop", "system", "stops a service", "service vital"),
    "set-executionpolicy": ("protection", "system", "", "off"), "set-mppreference": ("protection", "system", "", "off"), "add-mppreference": ("protection", "system", "", "off"), "disable-windowsoptionalfeature": ("protection", "system", "", "off"), "set-netfirewallprofile": ("protection", "system", "", "off"),
    "new-netfirewallrule": ("protection", "system", "who may connect", ""), "remove-netfirewallrule": ("protection", "system", "who may connect", ""), "disable-netfirewallrule": ("protection", "system", "who may connect", ""), "uninstall-windowsfeature": ("protection", "system", "", "off"), "set-acl": ("permission", "", "", "windows"), "disable-bitlocker": ("protection", "system", "", "off"),
    "clear-eventlog": ("trace", "system", "", ""), "remove-eventlog": ("trace", "system", "", ""), "limit-eventlog": ("trace", "system", "", ""), "clear-history": ("trace", "system", "", ""),
    "register-scheduledtask": ("persist", "system", "a job that runs later", ""), "register-scheduledjob": ("persist", "system", "a job that runs later", ""), "new-service": ("persist", "system", "a service that starts by itself", "service"), "set-service": ("persist", "system", "how a service starts", "service"), "register-wmievent": ("persist", "system", "a job that runs by itself", ""),
    "new-localuser": ("account", "system", "an account", ""), "set-localuser": ("account", "system", "an account", ""), "remove-localuser": ("account", "system", "an account", ""), "add-localgroupmember": ("account", "system", "who may do what", ""), "new-aduser": ("account", "remote", "an account", ""), "set-adaccountpassword": ("account", "remote", "an account", ""), "add-adgroupmember": ("account", "remote", "who may do what", ""), "remove-aduser": ("account", "remote", "an account", ""),
    "get-credential": ("read-secret", "home", "a password that a person is asked for", ""), "convertfrom-securestring": ("read-secret", "home", "a stored password", ""), "get-secret": ("read-secret", "home", "a stored secret", ""), "get-azkeyvaultsecret": ("read-secret", "cloud", "a stored secret", ""),
    "clear-recyclebin": ("delete", "home", "what the recycle bin holds", "recursive"), "remove-vm": ("destroy-container", "machine", "a machine", "data"), "remove-azresourcegroup": ("destroy-remote", "cloud", "a resource group", "large"), "remove-s3bucket": ("destroy-remote", "cloud", "a bucket", "large"),
    "send-mailmessage": ("send", "remote", "a message", ""), "invoke-command": ("control-remote", "remote", "a command on another machine", ""), "enter-pssession": ("control-remote", "remote", "a shell on another machine", ""), "publish-module": ("publish", "registry", "a module", ""), "publish-script": ("publish", "registry", "a script", ""),
    "register-psrepository": ("source", "remote", "modules are then taken from another place", ""), "set-psrepository": ("source", "remote", "modules are then taken from another place", ""), "install-module": ("install", "home", "powershell", ""), "install-script": ("install", "home", "powershell", ""), "install-package": ("install", "system", "powershell", ""),
    "checkpoint-computer": ("read", "system", "", ""), "disable-computerrestore": ("protection", "system", "the backups", ""), "set-smbshare": ("protection", "system", "who may read what is shared", ""), "new-smbshare": ("listen", "machine", "a folder for others", "files"), "enable-psremoting": ("listen", "machine", "a shell for others", ""),
}  # fmt: skip
FETCHES = ("invoke-webrequest", "invoke-restmethod", "start-bitstransfer")
# Removing, by the noun: what clouds' modules remove.
CLOUD_NOUNS = ("az", "aws", "ec2", "s3", "rds", "gc", "gcs", "gce", "iam")
RUN_KEYS = (
    "currentversion\\run",
    "currentversion/run",
    "winlogon",
    "\\services\\",
    "image file execution options",
    "startup",
)
