from fumehood.packages.index import Entry
from fumehood.packages.squat_shape import features, imitated_library, model, score


def test_library_and_more_words_is_the_shape(pypi):
    assert imitated_library(pypi.find("starlette-telemetry-adapter"), pypi) == "starlette"


def test_a_name_older_than_the_assistants_is_no_squat(pypi):
    assert imitated_library(pypi.find("starlette-old-adapter"), pypi) is None


def test_single_words_families_and_known_names_are_none(pypi):
    assert imitated_library(pypi.find("tidy-heron"), pypi) is None
    assert imitated_library(pypi.find("mypy-boto3-emr"), pypi) is None
    assert imitated_library(pypi.find("flask-session"), pypi) is None


def test_the_score_is_the_readable_sum(pypi):
    shape = model()
    name = "starlette-telemetry-adapter"
    given = features(name, pypi)
    assert set(given) == set(shape.coefficients)
    assert all(0 <= value <= 1 for value in given.values())
    assert score(name, pypi) == shape.intercept + sum(shape.coefficients[k] * v for k, v in given.items())
    assert score(name, pypi) > shape.threshold > score("tidy-heron", pypi)


def test_a_name_without_month_counts_as_recent(pypi):
    assert imitated_library(Entry("starlette-proxy-adapter"), pypi) == "starlette"
