"""The record of what agents did and what was decided: append-only, hash-chained, redacted before it is written."""
