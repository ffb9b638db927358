import csv
import io
import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.exports import article_record, records
from articles.models import Article
from articles.tests.cast import PARTS, make_article

pytestmark = pytest.mark.django_db

FIELDS = (
    "id path title standfirst body byline dateline source publisher agency language url published actors "
    "family changed findings"
).split()


def export(*arguments):
    out = io.StringIO()
    call_command("export_articles", *arguments, stdout=out)
    return out.getvalue()


def test_a_record_holds_every_field(cast):
    record = article_record(Article.objects.for_exports().get(pk=cast.talks.pk))
    assert list(record) == FIELDS
    assert record["published"] == "2019-01-07"
    assert (record["source"], record["agency"]) == ("Daily Courier", "Wire Service")
    amiri = next(actor for actor in record["actors"] if actor["name"] == "Hamid Amiri")
    assert amiri["spellings"] == ["Hamid Amiri", "Amiri told"]
    assert (amiri["kind"], amiri["count"], amiri["status"]) == ("person", 2, "found")


def test_dates_keep_their_precision_and_unknown_is_null(cast):
    found = {
        record["id"]: record["published"] for record in records(Article.objects.values_list("pk", flat=True))
    }
    assert [found[getattr(cast, name).pk] for name in ("sanctions", "fishing", "festival")] == [
        "2019-01",
        "2012",
        None,
    ]


def test_a_rejected_actor_is_not_exported(cast):
    record = article_record(Article.objects.for_exports().get(pk=cast.oil.pk))
    assert "Karin Lind" not in [actor["name"] for actor in record["actors"]]


def test_the_whole_archive_as_json_lines(cast):
    lines = [json.loads(line) for line in export("--format", "jsonl").splitlines()]
    assert len(lines) == Article.objects.count()
    assert list(lines[0]) == FIELDS


def test_csv_has_a_header_and_names(cast):
    rows = list(csv.DictReader(io.StringIO(export("--format", "csv"))))
    assert len(rows) == Article.objects.count()
    talks = next(row for row in rows if row["id"] == str(cast.talks.pk))
    assert talks["people"] == "Hamid Amiri; Karin Lind"


def test_a_query_and_filters_narrow_it(searchable):
    lines = export("sanctions", "--country", "iran", "--format", "jsonl").splitlines()
    assert {json.loads(line)["id"] for line in lines} == {searchable.talks.pk, searchable.sanctions.pk}


def test_it_writes_to_a_file(cast, tmp_path):
    export("--format", "jsonl", "--output", str(tmp_path / "out.jsonl"))
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == Article.objects.count()


def test_forty_articles_cost_as_many_queries_as_four(cast):
    actors = {"amiri": cast.amiri, "lind": cast.lind, "iran": cast.iran, "norway": cast.norway}
    for number in range(40):
        make_article(PARTS["fishing"], actors, f"copy-{number}")
    ids = list(Article.objects.values_list("pk", flat=True))
    costs = []
    for chosen in (ids[:4], ids):
        with CaptureQueriesContext(connection) as queries:
            list(records(chosen))
        costs.append(len(queries))
    assert costs == [3, 3]
