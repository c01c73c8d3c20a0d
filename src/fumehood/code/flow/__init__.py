"""The data-flow engine: abstract values, environments, statements, calls and summaries of functions.

It knows Python, and no rule: what is a source, a sink or a sanitizer comes from `code/models`.
"""
