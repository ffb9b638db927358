"""Every test has its own empty index folder; `cast` is a small archive, `searchable` the same, indexed."""

import pytest

from articles.search import engine as engines
from articles.tests.cast import make_cast
from articles.tests.namesakes import lind, smiths  # noqa: F401 - fixtures of two modules


def pytest_collection_modifyitems(items):
    """Marks every test that touches the database, so that they can be run alone on another server."""
    for item in items:
        if "db" in item.fixturenames or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture(autouse=True)
def own_archive(settings, tmp_path):
    """An index folder of the test's own, and static files served without a manifest."""
    settings.INDEX_FOLDER = tmp_path / "index"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    engines.engine.cache_clear()
    yield
    engines.engine.cache_clear()


@pytest.fixture
def cast(db):
    """The shared cast of articles and actors, in the database."""
    return make_cast()


@pytest.fixture
def searchable(cast):
    """The shared cast, in the database and in the index."""
    from articles.search import changes

    changes.apply()
    return cast
