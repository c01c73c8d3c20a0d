"""Gemini CLI.

Sources: geminicli.com/docs, "Authentication" and "Configuration". A login with Google needs a browser and a port of
this machine: log in once outside, the run finds the login. GEMINI_SANDBOX is off inside: the room takes its place.
"""

from fumehood.sandbox.profiles.profile import Copied, Profile

PROFILE = Profile(
    programs=("gemini",),
    hosts=(
        "generativelanguage.googleapis.com", "cloudcode-pa.googleapis.com", "oauth2.googleapis.com", "www.googleapis.com",
    ),
    keys=(("GEMINI_API_KEY", ()), ("GOOGLE_API_KEY", ("aiplatform.googleapis.com",))),
    servers=("GOOGLE_GEMINI_BASE_URL", "CODE_ASSIST_ENDPOINT"),
    variables=("GEMINI_MODEL", "GOOGLE_CLOUD_PROJECT", "GOOGLE_CLOUD_LOCATION", "GOOGLE_GENAI_USE_VERTEXAI", "GOOGLE_GENAI_USE_GCA"),
    settings=tuple(
        f".gemini/{name}"
        for name in ("settings.json", "GEMINI.md", "commands", "extensions", "policies", "skills", "keybindings.json")
    ),
    logins=(Copied(".gemini/oauth_creds.json"), Copied(".gemini/google_accounts.json"), Copied(".gemini/installation_id")),
    state=(".gemini",),
    fixed=(("GEMINI_SANDBOX", "false"),),
)  # fmt: skip
