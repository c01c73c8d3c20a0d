import random
import string

from fumehood.exposure.randomness import wordiness


def test_noise_and_words_are_told_apart():
    rng = random.Random(7)
    noise = ["".join(rng.choice(string.ascii_letters + string.digits) for _ in range(24)) for _ in range(200)]
    words = [
        "get_connection_by_name",
        "userAuthenticationHandler",
        "maximum_retry_interval",
        "HTTPResponseParser",
    ]
    assert sum(wordiness(n) < 0 for n in noise) >= 198
    assert all(wordiness(w) > 1 for w in words)
    assert wordiness("") == 0.0
