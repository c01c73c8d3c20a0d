"""aider: no server of its own; a provider's host may be reached where the key of that provider is set.

Sources: aider.chat/docs, "API Keys" and "Options reference". Its update check and its analytics are off inside. A key
that stands in the project's `.env` is masked like all others: set it in the environment.
"""

from fumehood.sandbox.profiles.profile import Profile

PROFILE = Profile(
    programs=("aider",),
    keys=(
        ("ANTHROPIC_API_KEY", ("api.anthropic.com",)),
        ("OPENAI_API_KEY", ("api.openai.com",)),
        ("GEMINI_API_KEY", ("generativelanguage.googleapis.com",)),
        ("OPENROUTER_API_KEY", ("openrouter.ai",)),
        ("DEEPSEEK_API_KEY", ("api.deepseek.com",)),
        ("MISTRAL_API_KEY", ("api.mistral.ai",)),
        ("GROQ_API_KEY", ("api.groq.com",)),
        ("XAI_API_KEY", ("api.x.ai",)),
        ("COHERE_API_KEY", ("api.cohere.com",)),
    ),
    servers=("OPENAI_API_BASE", "OPENAI_BASE_URL", "ANTHROPIC_BASE_URL", "OLLAMA_API_BASE"),
    variables=("AIDER_MODEL", "AIDER_WEAK_MODEL", "AIDER_EDITOR_MODEL"),
    settings=(".aider.conf.yml", ".aider.model.settings.yml", ".aider.model.metadata.json"),
    state=(".aider",),
    fixed=(("AIDER_CHECK_UPDATE", "false"), ("AIDER_ANALYTICS", "false")),
)
