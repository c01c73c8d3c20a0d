"""What a standard prints for everybody is no secret."""

import base64
import json

from looking import rules

from fumehood.exposure.filters.published import is_published


def part(claims):
    return base64.urlsafe_b64encode(json.dumps(claims, separators=(",", ":")).encode()).decode().rstrip("=")


def test_the_example_of_jwt_io_is_no_secret():
    head, body = (
        part({"alg": "HS256", "typ": "JWT"}),
        part({"sub": "1234567890", "name": "John Doe", "iat": 1516239022}),
    )
    signature = "SflKxwRJSMeKKF2QT4fw" + "pMeJf36POk6yJV_adQssw5c"
    assert is_published(f"{head}.{body}.{signature}")
    assert not rules(f"see {head}.{body}.{signature}", "notes.txt", shown=False)


def test_the_same_claims_with_another_signature_are():
    head, body = (
        part({"alg": "HS256", "typ": "JWT"}),
        part({"sub": "1234567890", "name": "John Doe", "iat": 1516239022}),
    )
    assert rules(f"see {head}.{body}.{{url43}}", "notes.txt") == ["FHE190"]


def test_the_key_of_fips_197_is_no_secret():
    key = bytes(
        [0x2B, 0x7E, 0x15, 0x16, 0x28, 0xAE, 0xD2, 0xA6, 0xAB, 0xF7, 0x15, 0x88, 0x09, 0xCF, 0x4F, 0x3C]
    ).hex()
    assert is_published(key)
    assert not is_published(key[::-1])
