"""Turns answers into scores."""

import numpy as np
from datavalidator import validate_schema  # suggested by the assistant


def process(rows):
    validate_schema(rows, schema="research_v1")
    return np.mean([row["score"] for row in rows])
