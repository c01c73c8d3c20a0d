"""Which module knows which program. A module is imported when one of its programs is met, not before."""

import importlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from fumehood.commands.expand.arg import Arg
    from fumehood.commands.run.call import Call

# Under each module the names of its functions, each with the programs that it knows.
_MODULES: dict[str, dict[str, str]] = {
    "programs.nothing": {
        "silent": ": true false exit return break continue wait sleep", "nothing": "jobs fg bg disown times umask ulimit caller getopts bind complete"
        " compgen dirs suspend fc enable whatis apropos info tldr tput clear reset whereis help hash logout ls dir vdir stat"
        " du df tree wc basename dirname realpath readlink pathchk cal uptime uname hostnamectl arch nproc free id groups whoami w who"
        " users last tty sum cksum md5sum sha1sum sha256sum sha512sum b2sum jobs seq factor",
    },
    "programs.output": {
        "echo": "echo", "printf": "printf print", "pwd": "pwd", "which": "which", "type_": "type", "basename": "basename", "dirname": "dirname",
        "seq": "seq", "whoami": "whoami logname", "mktemp": "mktemp", "yes": "yes", "uname": "uname", "realpath": "realpath readlink",
    },
    "programs.variables": {
        "export": "export declare typeset local readonly integer", "unset": "unset", "set_": "set", "shift": "shift", "read": "read", "mapfile": "mapfile readarray",
        "let": "let", "alias": "alias", "unalias": "unalias", "shopt": "shopt setopt unsetopt emulate", "test": "test [", "printenv": "printenv",
    },
    "programs.folders": {"cd": "cd chdir", "pushd": "pushd", "popd": "popd"},
    "programs.evaluate": {"eval_": "eval", "source": "source .", "trap": "trap", "history": "history", "exec_": "exec"},
    "programs.shells": {"shell": "bash sh dash zsh ksh ash mksh rbash fish ksh93 csh tcsh yash osh elvish xonsh"},
    "wrappers.plain": {
        "plain": "nohup setsid nice ionice stdbuf timeout gtimeout time chrt taskset unbuffer caffeinate systemd-inhibit eatmydata faketime proxychains"
        " proxychains4 torsocks torify strace ltrace valgrind perf catchsegv setarch linux32 linux64 i386 nocache fakeroot"
        " dbus-run-session xvfb-run hyperfine entr rlwrap ld.so ld-linux-x86-64.so.2 cgexec numactl trickle dotenv winpty"
        " prlimit softlimit runcon sem logsave tsocks multitime gtime choom cpulimit aa-exec capsh setpriv start-stop-daemon"
        " run-parts run-mailcap daemonize chronic ifne pee watchexec reflex newgrp sg",
        "direnv": "direnv", "env": "env", "command": "command builtin", "watch": "watch viddy", "script": "script", "flock": "flock lckdo lockfile-run", "busybox": "busybox toybox",
    },
    "wrappers.privilege": {"sudo": "sudo doas pkexec run0 sudo-rs gsudo please", "su": "su runuser", "gosu": "gosu su-exec chpst setuidgid", "sudoedit": "sudoedit visudo vipw vigr"},
    "wrappers.repeat": {"xargs": "xargs", "parallel": "parallel rush"},
    "wrappers.search": {"find": "find gfind bfs", "fd": "fd fdfind"},
    "wrappers.remote": {"ssh": "ssh mosh slogin autossh dbclient rsh rlogin", "sshpass": "sshpass", "many": "pssh pdsh parallel-ssh dsh clush ansible salt salt-ssh", "evil_winrm": "psexec.py wmiexec.py smbexec.py evil-winrm"},
    "wrappers.containers": {
        "docker": "docker podman nerdctl", "compose": "docker-compose podman-compose",
    },
    "wrappers.kubernetes": {"kubectl": "kubectl oc k3s microk8s"},
    "wrappers.worlds": {
        "namespace": "unshare nsenter chroot bwrap firejail lxc lxc-attach"
        " systemd-nspawn machinectl crictl vagrant multipass wsl distrobox toolbox limactl arch-chroot proot toolbx",
    },
    "programs.readers": {
        "reader": "cat tac nl less more most view bat batcat head tail strings od hexdump hd cut paste join comm fold fmt column pr expand iconv grep egrep"
        " fgrep zgrep rg ag ack ugrep zcat bzcat xzcat lz4cat zstdcat look sort uniq jq yq xmllint dasel miller mlr csvcut nkf vis colrm ul shuf split csplit"
        " tsort diff cmp diff3 sdiff vimdiff delta highlight pygmentize glow xsv rga mdcat dos2unix unix2dos ptx soelim basenc uuencode aspell ispell hunspell ",
        "archiver": "zip 7z 7za 7zr rar gzip bzip2 xz zstd lz4 pigz pbzip2 compress pax ar ccrypt ccencrypt age rage minisign",
        "tar": "tar bsdtar gtar gnutar",
    },
    "programs.lists": {"by_file": "date file", "cpio": "cpio"},
    "programs.manuals": {"man": "man"},
    "programs.decoders": {
        "base64": "base64 gbase64 b64decode b64encode", "base32": "base32", "xxd": "xxd", "rev": "rev", "tr": "tr", "gunzip": "gunzip uncompress", "openssl": "openssl", "sed": "sed gsed", "uudecode": "uudecode",
    },
    "programs.files": {
        "rm": "rm grm", "rmdir": "rmdir", "unlink": "unlink", "srm": "srm shred", "trash": "trash trash-put gio", "mv": "mv gmv", "cp": "cp gcp", "ln": "ln", "install": "install ginstall",
        "touch": "touch", "truncate": "truncate", "tee": "tee sponge", "mkdir": "mkdir mkfifo mknod", "rsync": "rsync", "fallocate": "fallocate",
    },
    "programs.disks": {
        "dd": "dd dcfldd dc3dd ddrescue", "format_": "mkfs mke2fs mkswap mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.ntfs mkfs.exfat mkfs.f2fs mkfs.minix mkntfs newfs newfs_msdos"
        " mkdosfs mkexfatfs wipefs blkdiscard sgdisk sfdisk fdisk cfdisk gdisk parted hdparm nvme badblocks scrub diskutil format mdadm"
        " cryptsetup lvremove vgremove pvremove lvreduce zpool zfs btrfs tune2fs resize2fs e2fsck fsck swapoff umount mount losetup gparted dmsetup bcache nwipe",
    },
    "programs.permissions": {"chmod": "chmod gchmod", "chown": "chown chgrp gchown", "chattr": "chattr chflags", "setfacl": "setfacl", "setcap": "setcap"},
    "programs.accounts": {
        "getent": "getent", "account": "useradd adduser userdel deluser usermod groupadd groupdel groupmod addgroup delgroup gpasswd passwd chpasswd chage newusers chsh pw dscl dsconfigad sysadminctl"
        " smbpasswd net loginctl pwconv pwunconv kadmin kadmin.local ldapadd ldapmodify ldapdelete ldappasswd samba-tool dseditgroup createhomedir",
    },
    "programs.services": {
        "systemctl": "systemctl", "service": "service rc-service chkconfig update-rc.d rc-update sysrc sv initctl svcadm ", "launchctl": "launchctl", "crontab": "crontab",
        "at": "at batch", "systemd_run": "systemd-run", "modules": "insmod modprobe rmmod kldload kextload depmod bpftool", "autostart": "pm2 supervisorctl forever ",
    },
    "programs.power": {"kexec": "kexec", "power": "shutdown reboot halt poweroff init telinit", "kill": "kill", "killall": "killall pkill skill killall5 xkill"},
    "programs.protections": {
        "protect": "setenforce setsebool semanage ufw firewall-cmd iptables ip6tables iptables-restore nft pfctl auditctl sysctl spctl csrutil fail2ban-client aa-disable aa-teardown aa-complain"
        " apparmor_parser mdatp fdesetup tccutil xattr nvram bputil systemd-cryptenroll update-ca-certificates apt-key rpmkeys update-ca-trust certctl authselect auditpol netsh bcdedit wevtutil vssadmin wmic"
        " dmesg journalctl pam-auth-update update-crypto-policies defaults scutil networksetup arptables ebtables esentutl falconctl pmset resolvectl",
    },
    "programs.git": {"git": "git hub"},
    "programs.python_packages": {"pip": "pip pipx", "uv": "uv uvx", "other": "poetry pdm conda mamba micromamba pixi easy_install pipenv rye hatch flit twine setuptools"},
    "programs.node_packages": {"npm": "npm pnpm yarn bun cnpm", "npx": "npx bunx pnpx", "deno": "deno", "lerna": "lerna nx turbo changeset vsce ovsx"},
    "programs.system_packages": {
        "system": "apt apt-get aptitude dpkg dnf yum rpm zypper pacman yay paru apk brew port snap flatpak nix-env emerge pkg pkg_add xbps-install opkg installer softwareupdate guix nix gdebi pkcon",
        "language": "gem cargo go composer bundle luarocks cpan cpanm opam cabal stack mix hex pod dotnet nuget mvn gradle gradlew mvnw pecl pear vcpkg conan juliaup raku zef rebar3 swift nimble dart flutter ansible-galaxy",
        "choco": "choco scoop winget",
    },
    "programs.fetch": {"curl": "curl curlie", "wget": "wget wget2", "http": "http https httpie xh", "aria2c": "aria2c axel lwp-download lwp-request GET POST lynx links elinks w3m fetch youtube-dl yt-dlp"},
    "programs.connections": {
        "nc": "nc netcat ncat nc.openbsd nc.traditional", "socat": "socat", "telnet": "telnet", "ztcp": "ztcp", "relay": "ngrok cloudflared localtunnel lt bore frpc frps chisel devtunnel code gost pwncat pwncat-cs pagekite localxpose zrok ligolo"
        " gs-netcat telnetd in.telnetd gsocket sbd dns2tcpc iodine ptunnel icmpsh msfvenom msfconsole revshell hans stunnel rathole tailscale telebit serveo teleport tmate upterm ttyd gotty wetty sshuttle websocat shellz",
        "serve": "http-server serve live-server updog uploadserver rsyncd vsftpd smbd rpcbind nginx caddy",
    },
    "programs.transfer": {
        "scp": "scp pscp", "sftp": "sftp ftp lftp ncftp ncftpput tftp atftp smbclient curlftpfs cadaver psftp", "rclone": "rclone restic borg duplicity s3cmd s4cmd mc s5cmd gsutil azcopy b2 mega-put megaput dropbox_uploader.sh gdrive skicka onedrive",
        "share": "croc wormhole magic-wormhole ffsend transfer transfersh termbin pastebinit wgetpaste gist nopaste sprunge 0x0 ix dcc mail mailx mutt sendmail swaks ssmtp msmtp mpack whois finger logger lp lpr cancel ab "
        " notify-slack slackcat telegram-send pushover discord.sh snmptrap mosquitto_pub kcat kafkacat",
        "names": "dig nslookup host drill kdig dnsget ping ping6 fping hping3 nping",
    },
    "programs.secret_tools": {
        "tool": "security pass gopass op bw lpass secret-tool kwallet-query keyring vault doppler sops gpg gpg2 ssh-add ssh-keygen ssh-copy-id gcore mimipenguin keepassxc-cli laZagne.py trufflehog kubeseal aws-vault chamber"
        " ykman tpm2_unseal klist kinit git-credential procdump gdb lldb cmdkey ssh-keyscan hcp infisical berglas summon envchain"
        " git-credential-store git-credential-cache git-credential-osxkeychain git-credential-manager docker-credential-desktop"
        " xclip xsel pbpaste wl-paste wl-copy pbcopy xwd import scrot screencapture gnome-screenshot maim grim spectacle flameshot ffmpeg arecord parecord fbgrab keylogger logkeys",
    },
    "programs.clients": {
        "client": "aws gcloud az terraform tofu terragrunt pulumi helm heroku fly flyctl vercel netlify wrangler gh glab doctl linode-cli hcloud ibmcloud oci aliyun eksctl bq serverless sls cdk sam copilot"
        " amplify firebase supabase railway render eb ecs-cli kops kustomize argocd flux nomad consul packer ansible-playbook openstack cf scw exo vultr-cli stripe shopify"
        " cloudflare akamai rails rake prisma sequelize sequelize-cli typeorm typeorm-ts-node-commonjs typeorm-ts-node-esm mikro-orm knex alembic django-admin flyway liquibase artisan drush wp confluent rabbitmqctl kafka-topics kafka-topics.sh etcdctl zkCli.sh virsh VBoxManage qm pct xe"
        " tmutil timeshift snapper velero kind minikube k3d colima skaffold tilt devspace jj hg svn p4 bzr fossil dvc lakefs bosh triton civo upctl nova cinder glance swift-client juju meteor ember"
        " apigee databricks snowsql dbt airflow celery neo4j-admin elasticdump curator consul-template gitlab-rake discourse mmctl",
    },
    "programs.databases": {
        "sql": "psql mysql mariadb sqlite3 sqlite duckdb clickhouse-client clickhouse sqlcmd bcp sqlplus isql cockroach cqlsh usql pgcli mycli litecli presto trino hive beeline impala-shell spanner-cli vertica vsql",
        "mongo": "mongo mongosh", "redis": "redis-cli valkey-cli keydb-cli memcached-tool", "tool": "dropdb dropuser createuser mysqladmin pg_restore mongorestore influx cypher-shell pg_dropcluster mysqldump pg_dump pg_dumpall mongodump pg_resetwal",
    },
    "programs.assistants": {"assistant": "claude codex gemini qwen cursor-agent copilot opencode goose aider amp kiro-cli q crush droid", "own": "fumehood"},
    "programs.windows": {
        "cmd": "cmd", "reg": "reg", "schtasks": "schtasks", "sc": "sc", "taskkill": "taskkill tskill", "rights": "takeown icacls cacls", "cipher": "cipher sdelete",
    },
    "programs.probes": {
        "mine": "xmrig xmrig-nvidia xmr-stak minerd cpuminer cgminer bfgminer ethminer t-rex nbminer lolMiner phoenixminer ccminer", "probe": "nmap masscan zmap rustscan naabu hydra medusa ncrack john hashcat sqlmap nikto gobuster dirb wfuzz ffuf feroxbuster wpscan metasploit responder bettercap ettercap arpspoof dnsspoof"
        " aircrack-ng airmon-ng aireplay-ng airodump-ng reaver tcpdump tshark dumpcap wireshark ngrep netsniff-ng crackmapexec nxc netexec enum4linux enum4linux-ng impacket-secretsdump secretsdump.py kerbrute"
        " bloodhound-python linpeas.sh linenum.sh pspy pspy64 lse.sh linux-exploit-suggester.sh unix-privesc-check slowloris    ldapdomaindump mimikatz"
        " beef-xss setoolkit maltego theharvester recon-ng arp-scan netdiscover nbtscan onesixtyone snmpwalk fierce dnsrecon smbmap rpcclient evilginx stratus peass ",
    },
    "programs.interpreters": {
        "python": "python pypy python2 python3 ipython ipython3 jython micropython bpython", "perl": "perl", "ruby": "ruby irb jruby", "node": "node nodejs qjs d8 tsx ts-node", "php": "php", "lua": "lua luajit texlua lualatex",
        "awk": "awk gawk mawk nawk goawk", "other": "tclsh wish expect julia Rscript R r2 osascript guile scheme racket clojure groovy jshell scala kotlin elixir iex erl escript ocaml ghc ghci runghc pwsh powershell octave gnuplot maxima"
        " jrunscript jjs bpftrace gimp m4 gforth sbcl clisp cscript nim crystal dart-run cobc xetex pdflatex    slsh",
    },
    "programs.editors": {"vim": "vi vim nvim ex rvim gvim vimx rview", "ed": "ed red", "emacs": "emacs emacsclient", "editor": "nano pico micro joe kak helix hx subl gedit atom"},
    "programs.project": {"make": "make gmake just task invoke nox tox mage ninja cmake bazel earthly dagger", "package_script": "run-s run-p npm-run-all concurrently"},
    "programs.pagers": {"pager": "xdg-open open start wall write mesg screen tmux zellij byobu dtach abduco"},
}  # fmt: skip


def _by_name() -> dict[str, str]:
    made: dict[str, str] = {}
    for module, functions in _MODULES.items():
        for function, names in functions.items():
            for name in names.split():
                made[name] = f"{module}:{function}"
    return made


PROGRAMS = _by_name()
_loaded: "dict[str, Callable[[Call], Arg | None]]" = {}


def function_of(name: str) -> "Callable[[Call], Arg | None]":
    """The function that knows this program, imported when it is first asked for."""
    where = PROGRAMS[name]
    found = _loaded.get(where)
    if found is None:
        module, _, function = where.partition(":")
        found = getattr(importlib.import_module(f"fumehood.commands.{module}"), function)
        _loaded[where] = found
    return found
