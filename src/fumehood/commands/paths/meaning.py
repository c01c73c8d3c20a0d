"""What a change of a file would mean, by where it lies: start-up files, accounts, protections, records, assistants."""

import re

from fumehood.commands.paths.secrets import is_history

# (pattern on the absolute path, kind of effect, what it is). The first match counts.
_TABLE: tuple[tuple[str, str, str], ...] = (
    (r"/proc/sysrq-trigger$", "stop", "the kernel's emergency switch"),
    (r"/etc/ld\.so\.(?:preload|conf(?:\.d/.*)?)$", "load-code", "the list of libraries that every program loads"),
    (r"/etc/(?:sudoers(?:\.d/.*|\.tmp)?|doas\.conf|polkit-1/.*)$|/usr/local/etc/sudoers(?:\.d/.*)?$", "escalate", "who may become root"),
    (r"/etc/(?:passwd|shadow|group|gshadow|master\.passwd|login\.defs|shells|subuid|subgid)-?$", "account", "the list of accounts"),
    (r"/etc/pam\.d/|/etc/pam\.conf$|/etc/security/", "account", "how users are authenticated"),
    (r"/\.ssh/authorized_keys2?$", "persist", "who may log in with a key"),
    (r"/\.ssh/(?:rc|environment)$|/etc/ssh/sshrc$", "persist", "what runs at each login by ssh"),
    (r"/(?:\.ssh/config|etc/ssh/.*)$", "protection", "how ssh connects and whom it trusts"),
    ((r"/\.(?:bashrc|bash_profile|bash_login|bash_logout|bash_aliases|profile|zshrc|zprofile|zshenv|zlogin|zlogout|kshrc|mkshrc|shrc|cshrc|tcshrc"
     r"|login|logout|xinitrc|xprofile|xsession|xsessionrc|inputrc|pam_environment|envrc_global)$"), "persist", "a start-up file of the shell"),
    ((r"/\.config/(?:fish/(?:config\.fish|conf\.d/.*|functions/.*)|environment\.d/.*|autostart/.*|systemd/user/.*|plasma-workspace/.*|zsh/.*"
     r"|nushell/.*|powershell/.*)$"), "persist", "what runs at each login"),
    ((r"/etc/(?:profile(?:\.d/.*)?|bash\.bashrc|bashrc|bash\.bash_logout|zsh/.*|zshrc|zprofile|zshenv|csh\..*|environment|rc\.local|rc\.common"
     r"|rc\d?\.d/.*|init\.d/.*|init/.*|inittab|systemd/(?:system|user)/.*|cron.*|anacrontab|at\..*|xdg/autostart/.*|udev/.*|update-motd\.d/.*"
     r"|modules(?:-load\.d/.*)?|modprobe\.d/.*|NetworkManager/dispatcher\.d/.*|network/if-.*|dhcp/.*|apt/apt\.conf\.d/.*|logrotate\.d/.*"
     r"|X11/Xsession\.d/.*|grub\.d/.*|kernel/.*|rsyncd\.conf|xinetd\.d/.*|inetd\.conf|dbus-1/.*|skel/.*)$"), "persist", "what runs by itself on this machine"),
    ((r"/(?:usr/(?:local/)?)?lib/systemd/|/run/systemd/|/usr/local/etc/rc\.d/|/var/spool/(?:cron|at|anacron)|/usr/share/dbus-1/"
     r"|/Library/(?:LaunchAgents|LaunchDaemons|StartupItems)/|/lib/udev/"), "persist", "what runs by itself on this machine"),
    (r"/proc/sys/vm/drop_caches$", "system", "what the kernel keeps in memory"),
    (r"/boot/|/etc/default/grub|/etc/grub", "system", "how the machine boots"),
    (r"/(?:site|dist)-packages/[^/]*(?:\.pth|customize\.py)$|/(?:usercustomize|sitecustomize)\.py$", "persist", "what every Python start runs"),
    (r"/\.git/(?:hooks/.*|config|info/attributes)$|/\.gitconfig$|/\.config/git/(?:config|hooks/.*|attributes)$|/etc/gitconfig$", "persist",
     "hooks and settings that git runs"),
    ((r"/\.(?:vimrc|exrc|gvimrc|emacs|pythonrc|pdbrc|gdbinit|lldbinit|irbrc|pryrc|Rprofile|perltidyrc|tmux\.conf|screenrc|nanorc|wgetrc|curlrc"
     r"|psqlrc|sqliterc|mailcap|lesskey)$"), "persist", "a start-up file of a program"),
    ((r"(?:^|/)\.claude/(?:settings(?:\.local)?\.json|hooks/.*|plugins/.*)$|/\.claude\.json$|/etc/claude-code/|(?:^|/)managed-settings\.json$"
     r"|(?:^|/)\.mcp\.json$|(?:^|/)\.cursor/(?:hooks\.json|mcp\.json|cli\.json|permissions\.json|hooks/.*)$|(?:^|/)\.codex/(?:hooks\.json|config\.toml|rules/.*|requirements\.toml)$"
     r"|(?:^|/)\.gemini/settings\.json$|(?:^|/)\.github/hooks/|(?:^|/)\.copilot/(?!(?:agents|skills|prompts|instructions)/)|(?:^|/)\.(?:codeium/)?windsurf/(?:hooks|mcp).*"
     r"|(?:^|/)\.clinerules/hooks/|/Documents/Cline/Hooks/|(?:^|/)opencode\.jsonc?$|(?:^|/)\.(?:config/)?opencode/plugins?/|(?:^|/)\.agents/plugins/"
     r"|(?:^|/)\.kiro/(?:settings|agents|hooks)/|(?:^|/)\.qwen/settings\.json$|/\.config/(?:amp|goose|opencode|github-copilot)/(?!(?:agents?|skills?|commands?|prompts?)/)|(?:^|/)\.vscode/(?:settings|mcp|tasks)\.json$"
     r"|(?:^|/)\.aider\.conf\.yml$|(?:^|/)\.roo/mcp\.json$|/\.continue/config"), "assistant", "the settings of an AI assistant"),
    (r"(?:^|/)fumehood\.toml$|/\.config/fumehood(?:/|$)|/\.local/(?:state|share)/fumehood(?:/|$)|/\.cache/fumehood(?:/|$)|/fumehood/.*\.sock$", "assistant",
     "the settings and the record of fumehood"),
    ((r"/etc/(?:selinux|apparmor.*|audit|audisp|ufw|iptables|ip6tables|nftables.*|firewalld|fail2ban|hosts\.(?:allow|deny)|sysctl.*|rsyslog.*|syslog.*|syslog-ng"
     r"|libaudit.*|auditd.*|pf\.conf|default/(?:ufw|auditd|rsyslog)|crypto-policies|gai\.conf|login\.access|osquery|falco|crowdstrike)(?:/|$|\.)|/etc/systemd/journald"
     r"|/proc/sys/|/sys/fs/selinux|/sys/kernel/security|/etc/default/ufw"), "protection", "a protection of this machine"),
    (r"/ca-certificates/|/ca-trust/|/etc/ssl/certs/|/usr/local/share/certs/|/etc/pki/|/usr/share/ca-certificates", "protection", "which certificates are trusted"),
    (r"/etc/(?:hosts|resolv\.conf|nsswitch\.conf|hostname)$", "protection", "where names lead to"),
    ((r"/etc/(?:apt/(?:sources\.list.*|trusted\.gpg.*|preferences.*|keyrings/.*)|yum\.repos\.d/.*|dnf/.*|pip\.conf|npmrc)$"
     r"|/\.(?:config/)?pip/pip\.conf$|/\.npmrc$|/\.pypirc$|/\.yarnrc(?:\.yml)?$|/\.config/uv/uv\.toml$|/\.cargo/config(?:\.toml)?$|/\.gemrc$|/\.m2/settings\.xml$"),
     "source", "where packages come from"),
    (r"/var/log(?:/|$)|/var/audit(?:/|$)|/var/run/utmp$|/var/adm(?:/|$)|/var/spool/mail/|/var/mail/", "trace", "a record of what happened"),
    (r"/\.(?:aws/(?:credentials|config)|kube/config|docker/config\.json|netrc|pgpass|git-credentials|ssh/id_[^/]*|gnupg/.*|password-store/.*)$", "account",
     "the user's credentials"),
    (r"/dev/(?:mem|kmem|port)$|/proc/\d+/mem$|/proc/kcore$", "memory", "the memory of the machine"),
)  # fmt: skip
_compiled: "list[tuple[re.Pattern[str], str, str]]" = []
_TRACKED = re.compile(
    r"/(?:etc|proc|sys|boot|dev|var|run|lib|Library|usr)/|/\.|fumehood|customize|\.pth|opencode|managed-settings|Cline"
)


def meaning(path: str) -> tuple[str, str] | None:
    """The kind of effect that a change of this absolute path is, and what the file is; None when it is any file."""
    if is_history(path):
        return "trace", "the record of what was typed"
    if not _TRACKED.search(path):
        return None
    if not _compiled:
        _compiled.extend((re.compile(pattern), kind, what) for pattern, kind, what in _TABLE)
    for pattern, kind, what in _compiled:
        if pattern.search(path):
            return kind, what
    return None
