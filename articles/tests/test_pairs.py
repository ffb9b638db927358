"""The page of two actors: counts, sentences, one address, and a constant number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Mention
from articles.tests.cast import PARTS, make_actor, make_article, make_mention

pytestmark = pytest.mark.django_db

ADDRESS = "/actors/hamid-amiri/with/iran/"


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_it_counts_and_dates_the_articles_that_name_both(client, cast):
    answer = client.get(ADDRESS)
    assert answer.context["article_count"] == 3
    assert [each.article.pk for each in answer.context["found"]] == [
        cast.persian.pk,
        cast.talks.pk,
        cast.sanctions.pk,
    ]
    assert "the first of January 2019, the latest of 3 February 2019" in answer.text


def test_it_shows_the_sentences_that_name_both_with_marks(client, cast):
    page = client.get(ADDRESS).text
    said = "<mark>Hamid Amiri</mark>, who leads the <mark>Iranian</mark> delegation, said"
    assert said in page
    assert "The Nordic Council welcomed" not in page
    assert "They are named in different sentences." in page


def test_what_a_text_holds_is_escaped(client, cast):
    body = "Iran <script>alert(1)</script> met Hamid Amiri & left."
    article = Article.objects.create(title="<b>Bold</b>", body=body)
    make_mention(article, cast.iran, ["Iran"])
    make_mention(article, cast.amiri, ["Hamid Amiri"])
    page = client.get(ADDRESS).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; met <mark>Hamid Amiri</mark> &amp; left." in page
    assert "<script>alert" not in page
    assert "<b>Bold" not in page


def test_a_pair_has_one_address(client, cast):
    answer = client.get("/actors/iran/with/hamid-amiri/")
    assert (answer.status_code, answer["Location"]) == (301, ADDRESS)
    assert client.get("/actors/iran/with/iran/")["Location"] == "/countries/iran/"


def test_it_links_to_the_search_for_both(client, searchable):
    answer = client.get(ADDRESS)
    found = client.get("/articles/?" + answer.context["search_query"])
    assert found.context["page"].paginator.count == 3
    two = client.get("/actors/iran/with/norway/")
    found = client.get("/articles/?" + two.context["search_query"])
    assert found.context["page"].paginator.count == two.context["article_count"] == 2


def test_two_who_never_meet_have_a_page_that_says_so(client, cast):
    make_actor("organisation", "Chess Club")
    page = client.get("/actors/chess-club/with/iran/").text
    assert "No article of the archive names both." in page
    assert 'href="/countries/iran/"' in page


def test_nobody_has_no_page(client, cast):
    assert client.get("/actors/nobody/with/iran/").status_code == 404
    cast.amiri.status = "rejected"
    cast.amiri.save()
    assert client.get(ADDRESS).status_code == 404


def test_a_rejected_mention_does_not_count(client, cast):
    Mention.objects.filter(actor=cast.iran, article=cast.talks).update(status="rejected")
    assert client.get(ADDRESS).context["article_count"] == 2


def test_an_actors_page_leads_to_its_pairs(client, cast):
    page = client.get("/people/hamid-amiri/").text
    assert f'href="{ADDRESS}"' in page
    assert 'href="/actors/hamid-amiri/with/karin-lind/"' in page
    assert "that name Hamid Amiri and Iran" in page


def test_it_costs_the_same_for_few_articles_and_for_many(client, cast):
    few = queries(client, ADDRESS)
    actors = {name: getattr(cast, name) for name in ("amiri", "lind", "iran", "norway", "council")}
    for number in range(30):
        make_article(PARTS["talks"], actors, f"talks-{number}")
    assert queries(client, ADDRESS) == few <= 8
    assert client.get(ADDRESS + "?page=2").context["page"].number == 2
