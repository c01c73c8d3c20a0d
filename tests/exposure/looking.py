"""Shared by the tests: one text through the guard."""

from fumehood.core.language import language_of
from fumehood.core.source import Source
from fumehood.exposure.generators import fill
from fumehood.exposure.guard import ExposureGuard

KEY = b"k" * 32


def findings(text, path="src/app.py", *, prompt=False):
    """The findings of the exposure guard in `text`, whose placeholders are filled first."""
    text = fill(text)
    source = Source(path, text, language_of(path, text.partition("\n")[0]))
    return ExposureGuard(KEY, prompt=prompt).inspect(source).findings


def rules(text, path="src/app.py", *, shown=True, **how):
    """The ids of the rules that report, at medium confidence or above unless `shown` is false."""
    return [f.rule for f in findings(text, path, **how) if not shown or f.confidence.value != "low"]
