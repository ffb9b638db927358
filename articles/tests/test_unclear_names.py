"""Names that several actors share: told apart by the text, or left to an editor whose word stays."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import actors
from articles.actors import evidence, unclear
from articles.actors.mentions import store_mentions
from articles.models import Actor, Article, Mention, NameRuling, UnclearName
from articles.tests.cast import make_actor

pytestmark = pytest.mark.django_db

BODY = "John Smith told reporters on Monday that the harbour was closed. Smith gave no reason."


@pytest.fixture
def smiths(db):
    """Two people of one name, of two countries."""
    norway, iran = make_actor("country", "Norway", "NO"), make_actor("country", "Iran", "IR")
    first = make_actor("person", "John Smith")
    second = Actor.objects.create(kind="person", name="John Smith", slug="john-smith-2", country=iran)
    actors.add_name(second, "John Smith")
    actors.add_name(second, "Johannes Smith")
    Actor.objects.filter(pk=first.pk).update(country=norway)
    return [Actor.objects.get(pk=first.pk), second]


def story(body=BODY, title="A harbour"):
    article = Article.objects.create(title=title, body=body, language="en")
    find(article)
    return article


def find(*articles):
    return store_mentions([(article, None) for article in articles], actors.known())


def people(article):
    mentions = article.mentions.filter(actor__kind="person")
    return [(mention.actor, mention.status, mention.rule) for mention in mentions]


def test_a_name_of_two_waits_with_its_candidates(smiths):
    article = story()
    row = article.unclear_names.get()
    assert (row.name, row.kind, row.key, row.decided) == ("John Smith", "person", "john smith", False)
    assert [article.body[start:end] for start, end in row.spans] == ["John Smith", "Smith"]
    assert row.quoted == [0]
    assert list(row.candidates.order_by("pk")) == smiths
    assert people(article) == []


def test_found_again_nothing_changes(smiths):
    article = story()
    before = UnclearName.objects.values().get()
    assert find(article) == set()
    assert UnclearName.objects.values().get() == before


def test_it_waits_no_longer_when_one_of_them_is_gone(smiths):
    article = story()
    Actor.objects.filter(pk=smiths[1].pk).update(status="rejected")
    assert find(article) == {article.pk}
    assert not UnclearName.objects.exists()
    assert [actor for actor, *_ in people(article)] == smiths[:1]


def test_the_country_that_the_text_names_tells_them_apart(smiths):
    article = story(BODY + " Boats from Norway waited outside.")
    assert people(article) == [(smiths[0], "found", evidence.BY_COUNTRY[0])]
    assert not UnclearName.objects.exists()


def test_two_countries_tell_nobody_apart(smiths):
    article = story(BODY + " Boats from Norway and Iran waited outside.")
    assert people(article) == []
    assert article.unclear_names.count() == 1


def test_another_spelling_in_the_text_tells_them_apart(smiths):
    article = story(BODY + " The statement was signed by Johannes Smith of the harbour board.")
    [(actor, status, _)] = people(article)
    assert (actor, status) == (smiths[1], "found")


def test_an_acronym_of_two_organisations_waits(db):
    for name in ("Army of the Deep Forest", "Athens Dockers Federation"):
        actors.add_name(make_actor("organisation", name), "ADF")
    article = story("The ADF burned a boat. Nobody knows why the ADF did it.")
    row = article.unclear_names.get()
    assert (row.kind, row.name, len(row.spans), row.candidates.count()) == ("organisation", "ADF", 2, 2)
    told = story("The Athens Dockers Federation strikes. The ADF wants more pay.")
    assert [mention.actor.name for mention in told.mentions.all()] == ["Athens Dockers Federation"]
    assert len(told.mentions.get().spans) == 2


def test_an_editor_chooses_for_one_article_and_it_stays(smiths):
    article, other = story(), story()
    assert unclear.choose(article.unclear_names.get(), smiths[1]) == 1
    assert people(article) == [(smiths[1], "confirmed", unclear.CHOSEN[0])]
    mention = article.mentions.get()
    assert [article.body[start:end] for start, end in mention.spans] == ["John Smith", "Smith"]
    find(article, other)
    assert people(article) == [(smiths[1], "confirmed", unclear.CHOSEN[0])]
    assert article.unclear_names.get().chosen == smiths[1]
    assert other.unclear_names.waiting().exists()


def test_an_editor_chooses_none_of_them_and_it_stays(smiths):
    article = story()
    unclear.choose(article.unclear_names.get(), None)
    find(article)
    assert people(article) == []
    assert not UnclearName.objects.waiting().exists()


def test_an_editor_chooses_for_every_article_and_those_to_come(smiths):
    article, other = story(), story()
    assert unclear.choose(article.unclear_names.get(), smiths[0], everywhere=True) == 2
    assert NameRuling.objects.get().actor == smiths[0]
    assert people(other) == [(smiths[0], "confirmed", unclear.CHOSEN[0])]
    later = story()
    assert people(later) == [(smiths[0], "found", unclear.RULED[0])]
    find(later)
    assert people(later) == [(smiths[0], "found", unclear.RULED[0])]


def test_an_editor_may_change_the_choice(smiths):
    article = story()
    row = article.unclear_names.get()
    for actor in reversed(smiths):
        row.refresh_from_db()
        unclear.choose(row, actor)
    assert people(article) == [(smiths[0], "confirmed", unclear.CHOSEN[0])]


def test_a_rejection_outweighs_a_choice_for_all(smiths):
    article, other = story(), story()
    Mention.objects.create(article=other, actor=smiths[0], status="rejected")
    unclear.choose(article.unclear_names.get(), smiths[0], everywhere=True)
    assert people(other) == [(smiths[0], "rejected", "editor")]
    find(other)
    assert [status for _, status, _ in people(other)] == ["rejected"]


def test_the_page_says_who_it_could_be(client, smiths):
    article = story()
    page = " ".join(client.get(article.get_absolute_url()).text.split())
    assert "Not clear who" in page
    assert 'could be <a class="actor person confirmed" href="/people/john-smith/">' in page
    assert "</a> (Norway) or <a" in page
    unclear.choose(article.unclear_names.get(), smiths[0])
    assert "Not clear who" not in client.get(article.get_absolute_url()).text


def test_an_editor_decides_in_the_admin(admin_client, smiths):
    article, _ = story(), story()
    listed = admin_client.get(reverse("admin:articles_unclearname_changelist")).text
    assert "John Smith · John Smith" in listed
    address = reverse("admin:articles_unclearname_change", args=[article.unclear_names.get().pk])
    form = admin_client.get(address).text
    assert "John Smith (person, Iran; 0 articles; john-smith-2)" in form
    assert "wherever it waits (1 more)" in form
    assert admin_client.post(address, {"means": "x", "scope": "here"}).status_code == 200
    answer = admin_client.post(address, {"means": smiths[1].pk, "scope": "everywhere"})
    assert answer.status_code == 302
    assert Mention.objects.filter(actor=smiths[1], status="confirmed").count() == 2


def test_the_admins_list_costs_the_same_for_few_and_for_many(admin_client, smiths):
    costs = []
    for _ in range(2):
        for _ in range(6):
            story()
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(reverse("admin:articles_unclearname_changelist"))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_batch_costs_the_same_for_few_and_for_many(smiths):
    articles = [Article.objects.create(title="A harbour", body=BODY, language="en") for _ in range(40)]
    costs = []
    for batch in (articles[:5], articles[5:]):
        with CaptureQueriesContext(connection) as queries:
            find(*batch)
        costs.append(len(queries))
    assert costs[0] == costs[1]
