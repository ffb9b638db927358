"""Every page: what it says, what it costs, and what it makes of nonsense."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Actor, Article, Mention, Original, Version
from articles.search.engine import IndexUnavailable
from articles.tests.cast import PARTS, make_article

pytestmark = pytest.mark.django_db


def text_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


# What a page may cost in SQL queries. The same number for two articles and for thirty.
BUDGET = {
    "/": 10,
    "/articles/": 4,
    "/articles/?q=talks&country=iran&person=hamid-amiri": 5,
    "/articles/?q=talks&country=iran&source=daily-courier&families=one": 5,
    "/articles/facets/person/?q=talks&country=iran": 3,
    "/people/": 4,
    "/people/hamid-amiri/": 9,
    "/countries/iran/": 9,
    "/organisations/?name=council": 4,
    "/sources/": 2,
    "/sources/daily-courier/": 7,
    "/archive/": 2,
    "/archive/2019/": 5,
    "/archive/2019/1/": 5,
    "/archive/2019/1/7/": 5,
    "/archive/undated/": 3,
    "/about/": 0,
    "/help/search/": 0,
    "/articles/feed/": 4,
}


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        text_of(client, address)
    return len(queries)


@pytest.mark.parametrize("address", BUDGET)
def test_it_costs_the_same_for_few_articles_and_for_many(client, searchable, address):
    from articles.search import changes

    few = cost(client, address)
    actors = {name: getattr(searchable, name) for name in ("amiri", "lind", "iran", "norway", "council")}
    for number in range(30):
        make_article(PARTS["talks"], actors, f"talks-{number}")
    changes.apply()
    assert cost(client, address) == few <= BUDGET[address]


def test_an_article_costs_the_same_however_much_is_in_it(client, cast):
    queries = [cost(client, cast.festival.get_absolute_url()), cost(client, cast.talks.get_absolute_url())]
    assert queries[0] == queries[1] <= 6


def test_an_article_names_its_copies_and_versions(client, cast):
    Article.objects.filter(pk=cast.sanctions.pk).update(family=cast.oil.pk)
    first, second = sorted([cast.oil.pk, cast.talks.pk])
    Version.objects.create(article_id=first, other_id=second, likeness=0.8999)
    page = text_of(client, cast.sanctions.get_absolute_url())
    copies, _, versions = page.partition("Other versions")
    assert "Copies of this story" in copies
    assert f'href="{cast.oil.get_absolute_url()}"' in copies
    assert f'href="{cast.talks.get_absolute_url()}"' in versions
    assert "89% of the words in common" in versions
    page = text_of(client, cast.talks.get_absolute_url())
    assert "Copies of this story" not in page
    assert f'href="{cast.oil.get_absolute_url()}"' in page
    assert "Other versions" not in text_of(client, cast.festival.get_absolute_url())


def test_the_home_page_tells_what_the_archive_holds(client, cast):
    page = text_of(client, "/")
    assert "6 articles" in page
    assert "the oldest of 2012, the latest of 3 February 2019" in page
    assert "2 people" in page
    assert 'name="q"' in page


def test_the_home_page_names_who_is_most_mentioned(client, searchable):
    page = text_of(client, "/")
    assert page.index("Most mentioned people") < page.index("Most mentioned countries")
    assert '<a class="actor country confirmed" href="/countries/iran/">' in page


def test_the_home_page_does_without_an_index(client, cast, monkeypatch):
    def missing(*_):
        raise IndexUnavailable("The index is missing; run manage.py rebuild_index.")

    monkeypatch.setattr("articles.search.search.Search.found", property(missing))
    page = text_of(client, "/")
    assert "Newest articles" in page
    assert "Most mentioned" not in page


def test_the_home_page_of_an_empty_archive_says_what_to_do(client, db):
    assert "import_articles" in text_of(client, "/")


def test_results_show_count_excerpt_chips_and_marks(client, searchable):
    page = text_of(client, "/articles/?q=talks&country=norway")
    assert "<mark>talks</mark>" in page
    assert "take this choice away" in page
    assert f'href="{searchable.talks.get_absolute_url()}?q=talks"' in page


def test_results_say_what_to_do_when_nothing_is_found(client, searchable):
    page = text_of(client, "/articles/?q=zugzwang")
    assert "No articles" in page
    assert "No article in the archive fits" in page


def test_a_facet_can_be_read_whole_and_searched(client, searchable):
    page = text_of(client, "/articles/facets/person/?q=talks&find=lind")
    assert "Karin Lind" in page
    assert "Hamid Amiri" not in page
    assert 'href="/articles/?q=talks&amp;person=karin-lind"' in page
    assert "No name holds" in text_of(client, "/articles/facets/country/?find=%00nowhere&page=x")
    text_of(client, "/articles/facets/nonsense/", status=404)


def test_a_value_can_be_left_out_and_undone_on_the_page(client, searchable):
    page = text_of(client, "/articles/?not.country=iran")
    assert '<span class="not">not</span> <bdi>Iran</bdi>' in page
    assert "take this choice away" in page


def test_a_page_beyond_the_last_shows_the_last(client, searchable):
    for number in ("2", "999999", "9" * 30, "-1", "x", ""):
        assert "Norway offers to host nuclear talks" in text_of(client, f"/articles/?page={number}")


def test_without_an_index_the_reader_is_told_and_can_browse(client, cast, monkeypatch):
    def missing(*_):
        raise IndexUnavailable("The index is missing; run manage.py rebuild_index.")

    monkeypatch.setattr("articles.search.search.Search.count", missing)
    page = text_of(client, "/articles/", status=503)
    assert "rebuild_index" in page
    assert reverse("people") in page


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        'q="open',
        "q=(((",
        "q=" + "x" * 5000,
        "person=%00&country=%F0%9F%98%80&source=nobody&year=abc&after=x&before=2019-99&sort=odd&page=0",
        "year=99999999999999999999",
        "after=9999&before=0001",
        "q=talks&q=oil&person=a&person=b",
        "page=%00",
        "%00=%00",
    ],
)
def test_nonsense_in_a_search_is_never_an_error(client, searchable, query):
    text_of(client, f"/articles/?{query}")
    text_of(client, f"/articles/feed/?{query}")
    text_of(client, f"{searchable.talks.get_absolute_url()}?{query}")


def test_an_article_shows_its_text_with_links_on_names(client, cast):
    page = text_of(client, cast.talks.get_absolute_url())
    assert '<a class="in-text person" href="/people/karin-lind/">Karin Lind</a>' in page
    assert '<a class="in-text country" href="/countries/norway/">Norwegian</a>' in page
    assert '<a class="in-text organisation" href="/organisations/nordic-council/">' in page
    assert "Berit Dahl" in page
    assert "OSLO" in page
    assert "7 January 2019" in page


def test_an_article_marks_the_words_one_came_for(client, searchable):
    assert "<mark>" not in text_of(client, searchable.talks.get_absolute_url())
    assert "<mark>talks</mark>" in text_of(client, f"{searchable.talks.get_absolute_url()}?q=talks")


def test_an_article_says_why(client, cast):
    page = text_of(client, cast.talks.get_absolute_url())
    assert "Rule: first line" in page
    assert "almost certain" in page


def test_a_rejected_mention_is_not_shown(client, cast):
    assert "karin-lind" not in text_of(client, cast.oil.get_absolute_url())


def test_a_persian_article_reads_from_right_to_left(client, cast):
    page = text_of(client, cast.persian.get_absolute_url())
    assert '<div class="text" lang="fa" dir="rtl">' in page


def test_an_article_without_anything_has_a_page(client, db):
    page = text_of(client, Article.objects.create().get_absolute_url())
    assert "Untitled article" in page
    assert "date unknown" in page
    assert "no text" in page


def test_an_article_with_corrupt_metadata_has_a_page(client, cast):
    article = cast.talks
    Article.objects.filter(pk=article.pk).update(findings={"title": 7, "published": ["x", {"value": None}]})
    Mention.objects.filter(article=article).update(spans=[[0, 10**9], "x", [5]], title_spans={"a": 1})
    Original.objects.filter(article=article).update(cuts=[{"start": -5, "end": "x"}, 7])
    assert "Norwegian mediators" in text_of(client, article.get_absolute_url())
    assert "Norwegian mediators" in text_of(client, f"{article.get_absolute_url()}original/")


def test_an_article_of_a_megabyte_has_a_page(client, cast):
    Article.objects.filter(pk=cast.talks.pk).update(body=f"Talks in Oslo{' went on' * 20}. " * 6_000)
    assert len(text_of(client, f"{cast.talks.get_absolute_url()}?q=talks")) > 1_000_000


def test_what_an_article_says_is_text_and_not_markup(client, cast):
    evil = "<script>alert(1)</script>"
    Article.objects.filter(pk=cast.talks.pk).update(
        title=evil,
        standfirst=evil,
        body=evil,
        byline=evil,
        findings={"title": [{"value": evil, "rule": evil, "confidence": 1}]},
    )
    Original.objects.filter(article=cast.talks).update(text=evil)
    for address in ("", "original/", "?q=alert"):
        assert evil not in text_of(client, cast.talks.get_absolute_url() + address)


def test_only_editors_see_the_way_to_editing(client, admin_client, cast):
    address = cast.talks.get_absolute_url()
    assert "Edit this article" not in text_of(client, address)
    assert f"/admin/articles/article/{cast.talks.pk}/change/" in text_of(admin_client, address)


def test_the_original_is_shown_untouched_with_its_papers(client, cast):
    page = text_of(client, f"{cast.talks.get_absolute_url()}original/")
    assert "talks.txt" in page
    assert f"{cast.talks.pk:064x}" in page
    assert "utf-8" in page
    assert "We will not talk under pressure" in page


@pytest.mark.parametrize("address", ["/articles/999/", "/articles/999/original/", f"/articles/{'9' * 30}/"])
def test_an_unknown_article_is_a_404(client, db, address):
    text_of(client, address, status=404)


def test_people_are_listed_with_counts_and_letters(client, cast):
    page = text_of(client, "/people/")
    assert page.index("Hamid Amiri") < page.index("Karin Lind")
    assert 'href="?letter=K"' in page
    assert "Hamid Amiri" not in text_of(client, "/people/?letter=K")


def test_a_name_is_found_by_any_of_its_spellings(client, cast):
    for typed in ("HAMEED", "hámeed amiri", "امیری"):
        assert "Hamid Amiri" in text_of(client, f"/people/?name={typed}")
    assert "has a name like" in text_of(client, "/people/?name=nobody")


def test_people_are_listed_by_country(client, cast):
    assert "any country" not in text_of(client, "/people/")
    Actor.objects.filter(pk=cast.amiri.pk).update(country=cast.iran)
    assert f'<option value="{cast.iran.slug}">Iran</option>' in text_of(client, "/people/")
    page = text_of(client, f"/people/?country={cast.iran.slug}")
    assert "1 person of Iran" in page
    assert "Karin Lind" not in page
    assert f'href="?letter=H&amp;country={cast.iran.slug}"' in page
    empty = text_of(client, f"/people/?country={cast.iran.slug}&letter=K")
    assert "No such person of Iran" in empty
    assert "Karin Lind" in text_of(client, "/people/?country=atlantis")


@pytest.mark.parametrize(
    "query", ["name=%00", "name=" + "x" * 5000, "letter=%00", "page=99999999999999999999", "name=%25_"]
)
def test_nonsense_in_an_index_is_never_an_error(client, cast, query):
    for address in ("people", "countries", "organisations", "sources"):
        text_of(client, f"/{address}/?{query}")


def test_an_actor_has_a_page(client, cast):
    page = text_of(client, "/people/hamid-amiri/")
    assert "3 articles" in page
    assert "the first of January 2019, the latest of 3 February 2019" in page
    assert "Hameed Amiri" in page
    assert "Karin Lind" in page
    assert 'href="/articles/?person=hamid-amiri"' in page


def test_an_actor_with_a_name_in_another_script_has_a_page(client, db):
    actor = Actor.objects.create(kind="person", name="علی شمخانی", slug="علی-شمخانی")
    assert "علی شمخانی" in text_of(client, actor.get_absolute_url())


def test_a_rejected_actor_an_unknown_one_and_one_of_another_kind_have_none(client, cast):
    Actor.objects.filter(pk=cast.lind.pk).update(status="rejected")
    for address in (
        "/people/karin-lind/",
        "/people/nobody/",
        "/people/iran/",
        "/people/a%00b/",
        "/sources/x/",
    ):
        text_of(client, address, status=404)


def test_a_proposed_actor_is_called_so(client, cast):
    Actor.objects.filter(pk=cast.lind.pk).update(status="proposed")
    for address in ("/people/", "/people/karin-lind/", cast.talks.get_absolute_url()):
        assert "proposed" in text_of(client, address)


def test_a_source_has_a_page_with_what_it_supplied(client, cast):
    assert "1 article" in text_of(client, "/sources/wire-service/")
    assert "2 articles" in text_of(client, "/sources/daily-courier/")


def test_the_archive_lists_years_and_the_undated(client, cast):
    page = text_of(client, "/archive/")
    assert page.rindex("/archive/2019/") < page.rindex("/archive/2012/")
    assert "1 article of unknown date" in page
    assert "Dancing in the rain" in text_of(client, "/archive/undated/")


def test_the_archive_tells_how_exactly_a_date_is_known(client, cast):
    assert "3 articles" in text_of(client, "/archive/2019/")
    january = text_of(client, "/archive/2019/1/")
    assert "2 articles, 1 of them known no more exactly than that" in january
    assert "/archive/2019/1/7/" in january
    assert "known no more exactly" in text_of(client, "/archive/2012/")


def test_a_period_without_articles_says_so(client, cast):
    assert "no article of 5 May 1999" in text_of(client, "/archive/1999/5/5/")


@pytest.mark.parametrize(
    "date", ["2019/13", "2019/2/29", "0", "2019/0", "2019/1/0", "99999", "9" * 30, "9999/12/31"]
)
def test_a_date_that_no_calendar_has_is_a_404(client, db, date):
    assert 'name="q"' in text_of(client, f"/archive/{date}/", status=404)


def test_the_feed_holds_the_newest_articles_of_a_search(client, searchable):
    feed = text_of(client, "/articles/feed/?q=talks")
    assert "Norway offers to host nuclear talks" in feed
    assert "Sanctions tightened" not in feed


def test_no_page_breaks_the_content_security_policy(client, searchable):
    for address in [*BUDGET, searchable.talks.get_absolute_url(), "/nowhere/"]:
        response = client.get(address)
        page = response.content.decode()
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert " style=" not in page
        assert "<style" not in page
        assert page.count("<script") == page.count("<script src=")


@pytest.mark.parametrize("page", ["400.html", "500.html", "503.html"])
def test_the_pages_for_trouble_stand_alone(page):
    from django.template.loader import get_template

    drawn = get_template(page).render()
    assert drawn.startswith("<!doctype html>")
    assert "News archive" in drawn


def test_a_fault_shows_the_page_for_it(client, cast, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("articles.views.evidence.facts", lambda article: 1 / 0)
    assert "Something went wrong" in text_of(client, cast.talks.get_absolute_url(), status=500)


def test_crawlers_and_browsers_find_what_they_ask_for_unprompted(client, db):
    assert "Disallow: /admin/" in text_of(client, "/robots.txt")
    assert client.get("/favicon.ico").headers["Location"].endswith("favicon.svg")


def test_an_editor_sees_why_an_article_ranks_where_it_does(client, admin_client, searchable):
    address = "/articles/?q=nuclear+talks&explain=1"
    shown = admin_client.get(address).content.decode()
    assert "Ranked with" in shown
    assert "“nuclear”, as typed" in shown
    assert "<td>Title</td>" in shown
    assert "“nuclear” and “talks”, near each other" in shown
    plain = client.get("/articles/?q=nuclear+talks").content.decode()
    refused = client.get(address).content.decode()
    assert "Ranked with" not in refused
    assert "shown to editors only" in refused
    assert "Why this order" not in plain
    assert "Why this order" in admin_client.get("/articles/?q=nuclear+talks").content.decode()


def test_in_the_order_of_dates_no_rank_is_explained(admin_client, searchable):
    shown = admin_client.get("/articles/?q=talks&sort=newest&explain=1").content.decode()
    assert "none ranks above another" in shown
    assert "Ranked with" not in shown
