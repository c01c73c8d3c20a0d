import numpy as np
from datavalidator import validate_schema  # AI suggested this
from flask_secure_session import SecureSession  # AI suggested this


def process_data(data):
    validate_schema(data, schema="research_v1")
    return np.mean(data)
