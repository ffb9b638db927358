"""A search with another ending: every format holds every article, and says what was asked."""

import csv
import doctest
import io
import json
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.exports import FORMATS, Cover
from articles.exports.records import CHUNK
from articles.models import Article, IndexChange
from articles.search import changes
from articles.search.engine import IndexUnavailable
from articles.search.search import Search
from articles.tests.cast import PARTS, make_article

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def download(client, ending, query="", status=200):
    """The response and its whole text."""
    response = client.get(f"/articles.{ending}?{query}")
    assert response.status_code == status
    return response, b"".join(response).decode()


def everything(article, **changed):
    Article.objects.filter(pk=article.pk).update(**changed)
    changes.apply()


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_holds_every_article_of_the_search(client, searchable, ending):
    titles = ["Norway offers to host nuclear talks", "Oil prices fall after Norway deal"]
    response, text = download(client, ending, "q=norway+-fleet")
    assert response.streaming
    assert [title for title in titles if title in text] == titles
    assert "Sanctions tightened" not in text


@pytest.mark.parametrize("ending", FORMATS)
def test_with_one_of_each_story_a_file_holds_the_earliest_copy_alone(client, searchable, ending):
    everything(searchable.talks, family=searchable.oil)
    response, text = download(client, ending, "q=norway&families=one")
    assert response["Archive-Count"] == "2"
    assert "Oil prices fall after Norway deal" in text
    assert "Norway offers to host nuclear talks" not in text


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_can_be_empty(client, searchable, ending):
    response, text = download(client, ending, "q=whales")
    assert response["Archive-Count"] == "0"
    if ending.endswith("json"):
        json.loads(text)


@pytest.mark.parametrize("ending", FORMATS)
def test_the_headers_say_what_was_asked(client, searchable, ending):
    response, _ = download(client, ending, "q=“talks”&country=iran&page=2")
    assert unquote(response["Archive-Query"]) == "q=%E2%80%9Ctalks%E2%80%9D&country=iran"
    assert unquote(response["Archive-Words"]) == "exactly “talks”, Iran"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", response["Archive-Day"])
    assert int(response["Archive-Version"]) == IndexChange.objects.version()
    assert response["Content-Type"] == FORMATS[ending].content_type


def test_the_version_grows_with_every_edit_and_not_without(client, searchable):
    before = IndexChange.objects.version()
    changes.rebuild()
    assert IndexChange.objects.version() == before
    everything(searchable.oil, title="Oil")
    assert IndexChange.objects.version() > before


def test_json_says_it_inside_too(client, searchable):
    told = json.loads(download(client, "json", "q=talks")[1])
    assert (told["query"], told["words"], told["count"]) == ("q=talks", "“talks”", 3)
    assert len(told["articles"]) == 3


def test_json_lines_keep_the_order_of_the_results(client, searchable):
    lines = download(client, "jsonl", "sort=oldest")[1].splitlines()
    assert [json.loads(line)["id"] for line in lines] == list(Search().sorted_by("oldest").ids())


def test_a_cell_of_a_spreadsheet_is_no_formula(client, searchable):
    everything(searchable.oil, title="=HYPERLINK(A1)", byline="@SUM", dateline="-1", standfirst="a = b")
    rows = csv.DictReader(io.StringIO(download(client, "csv", "q=drilling")[1]))
    (row,) = rows
    assert row["title"] == "'=HYPERLINK(A1)"
    assert (row["byline"], row["dateline"], row["standfirst"]) == ("'@SUM", "'-1", "a = b")
    assert row["id"] == str(searchable.oil.pk)


def test_bibtex_escapes_and_keeps_the_precision_of_dates(client, searchable):
    everything(
        searchable.sanctions, title="50% off {oil} & _gas_ \\ $1 #2 ~ ^", url="https://a.example/%7B_x{}"
    )
    _, text = download(client, "bib", "q=illegal")
    assert (
        r"title = {{50\% off \textbraceleft{}oil\textbraceright{} \& \_gas\_ \textbackslash{} \$1 \#2"
        r" \textasciitilde{} \textasciicircum{}}}" in text
    )
    assert "  date = {2019-01},\n  year = {2019},\n  month = jan,\n" in text
    assert "url = {https://a.example/%7B_x%7B%7D}" in text
    assert text.count("{") == text.count("}")


def test_bibtex_of_a_year_names_no_month_and_of_no_date_no_year(client, searchable):
    _, text = download(client, "bib", "q=fleet")
    assert "date = {2012},\n  year = {2012},\n" in text
    assert "month" not in text
    assert "year" not in download(client, "bib", "q=festival")[1]


def test_what_is_typed_cannot_begin_an_entry_of_bibtex(client, searchable):
    _, text = download(client, "bib", "q=%0A@article{x,}+OR+oil")
    assert text.count("@") == text.count("\n@article{article")


@pytest.mark.parametrize(
    ("words", "date"), [("mediators", "2019/01/07/"), ("illegal", "2019/01//"), ("fleet", "2012///")]
)
def test_ris_keeps_the_precision_of_dates(client, searchable, words, date):
    _, text = download(client, "ris", f"q={words}")
    assert text.startswith("TY  - NEWS\r\n")
    assert f"\r\nDA  - {date}\r\n" in text
    assert text.endswith("\r\nER  - \r\n\r\n")


def test_a_value_of_ris_stays_on_its_line(client, searchable):
    everything(searchable.oil, title="Oil\r\nER  - \u2028gas")
    _, text = download(client, "ris", "q=drilling")
    assert "\r\nTI  - Oil ER - gas\r\n" in text


def test_csl_json_is_a_list_of_items(client, searchable):
    (item,) = json.loads(download(client, "csl.json", "q=mediators")[1])
    assert item["issued"] == {"date-parts": [[2019, 1, 7]]}
    assert (item["type"], item["container-title"]) == ("article-newspaper", "Daily Courier")
    assert item["author"] == [{"literal": "Berit Dahl"}]


def test_atom_is_xml_whatever_the_articles_hold(client, searchable):
    everything(searchable.oil, title="<b>Oil & \x0b gas\ufffe</b>")
    feed = ElementTree.fromstring(download(client, "atom", "q=drilling+OR+“mediators”")[1])
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert "<b>Oil &  gas</b>" in titles
    dates = {each.text for each in feed.iter("{http://purl.org/dc/elements/1.1/}date")}
    assert dates == {"2018-11-20", "2019-01-07"}
    assert feed.findtext("{http://a9.com/-/spec/opensearch/1.1/}totalResults") == "2"


def test_only_the_head_is_sent_when_only_that_is_asked(client, searchable):
    response = client.head("/articles.csv?q=talks")
    assert (response["Archive-Count"], response.content) == ("3", b"")


def test_nothing_is_written_by_a_download(client, searchable):
    assert client.post("/articles.csv").status_code in (403, 405)
    assert client.get("/articles.exe").status_code == 404


def test_without_an_index_it_says_what_to_do(client, cast):
    _, text = download(client, "csv", status=503)
    assert "manage.py rebuild_index" in text


def test_it_costs_three_queries_for_each_chunk(client, searchable, monkeypatch):
    actors = {name: getattr(searchable, name) for name in ("amiri", "lind", "iran", "norway", "council")}
    for number in range(30):
        make_article(PARTS["talks"], actors, f"talks-{number}")
    changes.apply()
    costs = []
    for query in ("q=fleet", "q=talks"):
        with CaptureQueriesContext(connection) as queries:
            download(client, "jsonl", query)
        costs.append(len(queries))
    assert costs == [4, 4]
    assert CHUNK >= 100


def test_it_reads_no_more_ids_than_are_wanted(client, searchable, monkeypatch):
    """A reader who goes away leaves the rest unread."""
    read = []

    def counted(self):
        for id in [searchable.oil.pk] * 10_000:
            read.append(id)
            yield id

    monkeypatch.setattr(Search, "ids", counted)
    response = client.get("/articles.jsonl")
    next(iter(response))
    assert len(read) <= CHUNK


def test_all_ids_come_once_and_in_order_however_they_are_read(searchable, monkeypatch):
    from articles.search.embedded import reading

    for search in (Search().sorted_by("newest"), Search().sorted_by("oldest")):
        whole = [hit.id for hit in search[:100]]
        monkeypatch.setattr(reading, "CHUNK", 2)
        assert list(search.ids()) == whole
        assert len(whole) == 6


def test_far_down_by_relevance_the_rest_follows_by_date(searchable, monkeypatch):
    from articles.search.embedded import reading

    search = Search().matching("talks OR sanctions OR norway")
    ranked, dated = [hit.id for hit in search[:100]], list(search.sorted_by("newest").ids())
    monkeypatch.setattr(reading, "RANKED", 2)
    monkeypatch.setattr(reading, "CHUNK", 2)
    assert list(search.ids()) == ranked[:2] + [id for id in dated if id not in ranked[:2]]


def test_a_damaged_index_is_said_while_all_ids_are_read(searchable, monkeypatch):
    from articles.search.embedded import reading

    def broken(asked):
        raise ValueError("a file went away")
        yield

    monkeypatch.setattr(reading, "_by_date", broken)
    with pytest.raises(IndexUnavailable):
        list(Search().ids())


def test_a_long_sentence_is_cut_in_a_header():
    from datetime import date

    headers = Cover("q=1", "“é” " * 3000, 1, date(2019, 1, 7), 1).headers()
    assert len(headers["Archive-Words"]) < 2100
    assert unquote(headers["Archive-Words"]).endswith("…")
    unquote(headers["Archive-Words"], errors="strict")


def test_the_results_lead_to_every_format(client, searchable):
    page = client.get("/articles/?q=talks&page=1&country=iran").content.decode()
    for ending in FORMATS:
        assert f'href="/articles.{ending}?q=talks&amp;country=iran"' in page


def test_the_last_of_very_many_pages_is_shown(client, searchable):
    Article.objects.bulk_create([Article(title=f"Copy {n}", body="whales") for n in range(2_000)])
    changes.apply()
    for query in ("", "q=whales&"):
        page = client.get(f"/articles/?{query}page=100").content.decode()
        assert "Page 100 of 10" in page
        assert page.count('class="item') >= 20 or page.count("<article") == 20


def test_export_articles_knows_every_format(searchable, capsys):
    from django.core.management import call_command

    for name in FORMATS:
        out = io.StringIO()
        call_command("export_articles", "mediators", "--format", name, stdout=out)
        assert "nuclear talks" in out.getvalue()
    assert json.loads(out.getvalue()) if name == "json" else True


def test_the_examples_in_the_formats_hold():
    from articles.exports import citations, cover, tables

    assert [doctest.testmod(module).failed for module in (citations, cover, tables)] == [0, 0, 0]


def test_the_feed_is_xml_whatever_is_typed(client, searchable):
    feed = ElementTree.fromstring(client.get("/articles/feed/", {"q": "oil \x01\ufffe"}).content)
    assert feed.findtext(f"{ATOM}title").startswith("News archive: ")
