"""What leaves for another machine: one judgement for every program that sends."""

from fumehood.commands.expand.arg import CREDENTIAL, ENCODED, ENVIRONMENT, FILE, SECRET, SHELL, Arg
from fumehood.commands.programs.origin import host_of, is_address, is_local
from fumehood.commands.run.call import Call

# Places where anybody can leave something for anybody to fetch.
_DROPS = (
    "paste.rs", "pastebin.com", "transfer.sh", "file.io", "0x0.st", "webhook.site", "requestbin", "pipedream.net", "ngrok.io", "ngrok-free.app", "ngrok.app", "ix.io", "termbin.com", "oshi.at", "bashupload.com", "interact.sh", "burpcollaborator.net",
    "oast.", "oastify.com", "canarytokens", "hastebin", "dpaste", "ghostbin", "paste.ee", "controlc.com", "sprunge.us", "temp.sh", "tmpfiles.org", "catbox.moe", "gofile.io", "anonfiles", "mega.nz", "requestcatcher.com", "beeceptor.com",
    "hookbin.com", "trycloudflare.com", "loca.lt", "serveo.net", "discord.com/api/webhooks", "discordapp.com/api/webhooks", "hooks.slack.com", "api.telegram.org", "dnslog", "requestrepo.com", "x0.at", "envs.sh", "uguu.se", "wetransfer", "filebin.net", "put.re", "keep.sh",
)  # fmt: skip


def is_drop(url: str) -> bool:
    """Whether the address is one where things are left for others."""
    return any(drop in url.lower() for drop in _DROPS)


def sends(
    call: Call, content: Arg, to: str, *, what: str = "", flags: tuple[str, ...] = (), always: bool = False
) -> None:
    """Notes that `content` leaves for `to`, as gravely as where it came from asks; `always`: it is a file by itself."""
    taint = content.taint
    if SHELL in taint:
        call.effect("remote-shell", to, on="remote", what="a shell whose output goes over a connection")
    elif is_local(to) and to:
        return
    elif taint & {SECRET, ENVIRONMENT}:
        call.effect(
            "send-secret", _named(to), on="remote", what=what or "the content of a private file", flags=flags
        )
    elif FILE in taint or always:
        call.effect("send", _named(to), on="remote", what=what or "a local file", flags=flags)
    elif is_drop(to) or (
        taint & {ENCODED, CREDENTIAL}
        and (is_address(to) or to.startswith("http://") or not to.partition("://")[1])
    ):
        call.effect(
            "send", _named(to), on="remote", what=what or "what the command gathered", flags=(*flags, "drop")
        )


def _named(to: str) -> str:
    return host_of(to) or to
