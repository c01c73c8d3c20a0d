"""The report in every format; one writer makes what comes from the input harmless."""
