"""A source that is named by its host is known by its publisher's name too."""

import json

import pytest
from django.http import QueryDict

from articles.exports.records import records
from articles.filters import ArticleFilter
from articles.importing.store import import_paths
from articles.models import Article, Source
from articles.search import changes

pytestmark = pytest.mark.django_db

STORY = "The harbour of Oslo will be dredged for the first time in forty years, the council said on Tuesday."


@pytest.fixture
def crawl(tmp_path, db):
    for number, host in enumerate(("edition.cnn.com", "money.cnn.com", "valley.example")):
        record = {
            "title": f"Harbour {number}",
            "maintext": f"{STORY} It was said {number} times.",
            "source_domain": host,
            "date_publish": "2019-01-07 10:00:00",
        }
        (tmp_path / f"{number}.json").write_text(json.dumps(record))
    import_paths([tmp_path], searchable=changes.apply)


def found(query):
    return sorted(
        Article.objects.filter(pk__in=ArticleFilter(QueryDict(query)).search.ids()).values_list(
            "source__name", flat=True
        )
    )


def test_the_importer_notes_whose_a_host_is(crawl):
    assert list(Source.objects.values_list("name", "publisher")) == [
        ("edition.cnn.com", "CNN"),
        ("money.cnn.com", "CNN"),
        ("valley.example", ""),
    ]
    assert str(Source.objects.first()) == "CNN (edition.cnn.com)"


def test_the_publisher_s_name_finds_all_its_hosts(crawl):
    assert found("q=source:CNN") == ["edition.cnn.com", "money.cnn.com"]
    assert found("q=source:edition.cnn.com") == ["edition.cnn.com"]


def test_an_export_has_both(crawl):
    ids = Article.objects.order_by("title").values_list("pk", flat=True)
    assert [(record["source"], record["publisher"]) for record in records(ids)] == [
        ("edition.cnn.com", "CNN"),
        ("money.cnn.com", "CNN"),
        ("valley.example", "valley.example"),
    ]


def test_the_pages_show_both(crawl, client):
    page = client.get("/sources/").content.decode()
    assert "CNN (edition.cnn.com)" in page
    assert "CNN (money.cnn.com)" in client.get("/articles/").content.decode()
