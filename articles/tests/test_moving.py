"""Actors that are one, and one that is two: what moves, what stays, what comes back; search knows."""

import pytest
from django.urls import reverse

from articles import actors
from articles.actors import moving, splitting
from articles.actors.mentions import store_mentions
from articles.models import Actor, ActorMerge, ActorName, Article, Mention, Source, UnclearName
from articles.search import changes
from articles.tests.cast import make_actor, make_mention
from articles.tests.test_actors import authority, folder  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def double(searchable):
    """A proposed double of Hamid Amiri: alone in one article, beside him in another."""
    double = make_actor("person", "H. Amiri", spellings=["Amiri, the envoy"], status="proposed")
    make_mention(searchable.festival, double, ["Nobody"], status="proposed")
    make_mention(searchable.talks, double, ["Amiri told"], status="confirmed")
    double.slug = "h-amiri"
    double.save()
    changes.apply()
    return double


def everything():
    """All that a merge may touch, as plain values."""
    fields = "article", "actor", "spans", "title_spans", "quoted", "salience", "rule", "status"
    return {
        "actors": sorted(Actor.objects.values_list("pk", "name", "status", "code", "merged_into", "country")),
        "edited": sorted(Actor.objects.values_list("pk", "edited_fields")),
        "names": sorted(ActorName.objects.values_list("actor", "name", "key", "use", "imported")),
        "mentions": sorted(map(str, Mention.objects.values_list(*fields))),
        "sources": sorted(Source.objects.values_list("pk", "country")),
        "candidates": sorted(UnclearName.objects.values_list("pk", "candidates", "chosen")),
    }


def agree():
    changes.apply()
    return not changes.compare()


def found(client, slug):
    return client.get("/articles/", {"person": slug}).context["page"].paginator.count


def test_all_that_one_has_moves_to_the_other(searchable, double):
    moving.merge(searchable.amiri, [double])
    assert not double.mentions.exists()
    assert not double.names.exists()
    assert {"H. Amiri", "Hamid Amiri"} <= set(searchable.amiri.names.values_list("name", flat=True))
    assert searchable.amiri.mentions.get(article=searchable.festival).status == "proposed"
    double.refresh_from_db()
    assert (double.status, double.merged_into) == ("rejected", searchable.amiri)


def test_two_mentions_in_one_article_become_one(searchable, double):
    moving.merge(searchable.amiri, [double])
    mention = Mention.objects.get(article=searchable.talks, actor=searchable.amiri)
    assert mention.status == "confirmed"
    assert len(mention.spans) == 2


@pytest.mark.parametrize(
    ("stays", "goes", "then"),
    [
        ("found", "proposed", "found"),
        ("proposed", "found", "found"),
        ("found", "rejected", "found"),
        ("rejected", "confirmed", "rejected"),
        ("confirmed", "rejected", "confirmed"),
        ("proposed", "confirmed", "confirmed"),
    ],
)
def test_a_decision_about_the_one_that_stays_outweighs_any_other(searchable, double, stays, goes, then):
    Mention.objects.filter(article=searchable.talks, actor=searchable.amiri).update(status=stays)
    Mention.objects.filter(article=searchable.talks, actor=double).update(status=goes)
    moving.merge(searchable.amiri, [double])
    assert Mention.objects.get(article=searchable.talks, actor=searchable.amiri).status == then


def test_search_knows_at_once(client, searchable, double):
    assert found(client, "hamid-amiri") == 3
    moving.merge(searchable.amiri, [double])
    assert agree()
    assert found(client, "hamid-amiri") == 4
    moving.undo(ActorMerge.objects.get())
    assert agree()
    assert found(client, "hamid-amiri") == 3


def test_the_old_address_leads_on(client, searchable, double):
    moving.merge(searchable.amiri, [double])
    assert client.get("/people/h-amiri/")["Location"] == "/people/hamid-amiri/"
    assert client.get("/actors/h-amiri/with/iran/")["Location"] == "/actors/hamid-amiri/with/iran/"
    assert client.get("/api/actors/h-amiri").json()["slug"] == "hamid-amiri"
    assert agree()
    assert found(client, "h-amiri") == 4


def test_what_comes_in_later_goes_to_the_survivor(searchable, double):
    moving.merge(searchable.amiri, [double])
    article = Article.objects.create(title="News", body="Envoy H. Amiri arrived in Oslo.", language="en")
    store_mentions([(article, None)], actors.known())
    assert [each.actor for each in article.mentions.filter(actor__kind="person")] == [searchable.amiri]


def test_an_import_that_began_before_the_merge_finds_the_survivor(searchable, double):
    Actor.objects.filter(pk=double.pk).update(status="confirmed")
    known = actors.known()
    moving.merge(searchable.amiri, [double])
    article = Article.objects.create(title="News", body="Envoy H. Amiri arrived in Oslo.", language="en")
    store_mentions([(article, None)], known)
    assert [each.actor for each in article.mentions.filter(actor__kind="person")] == [searchable.amiri]


def test_undone_everything_is_as_it_was(searchable, double):
    source = Source.objects.first()
    norway, other = searchable.norway, make_actor("country", "Norge", "XN", ["Norway"])
    Source.objects.filter(pk=source.pk).update(country=other)
    ActorName.objects.filter(actor=other).update(imported=True)
    Actor.objects.filter(pk=double.pk).update(country=other)
    unclear = UnclearName.objects.create(article=searchable.oil, kind="person", key="amiri", name="Amiri")
    unclear.candidates.set([searchable.amiri, double])
    before = everything()
    records = [*moving.merge(searchable.amiri, [double]), *moving.merge(norway, [other])]
    assert everything() != before
    for record in reversed(records):
        moving.undo(record)
    assert everything() == before
    with pytest.raises(moving.CannotMove, match="undone before"):
        moving.undo(records[0])


def test_a_decision_taken_after_the_merge_stays_with_the_survivor(searchable, double):
    [record] = moving.merge(searchable.amiri, [double])
    Mention.objects.filter(article=searchable.talks, actor=searchable.amiri).update(status="rejected")
    moving.undo(record)
    assert Mention.objects.get(article=searchable.talks, actor=searchable.amiri).status == "rejected"
    assert Mention.objects.get(article=searchable.talks, actor=double).status == "confirmed"


def test_a_merge_of_merged_ones_is_undone_in_its_order(searchable, double):
    third = make_actor("person", "Hamid A. Amiri")
    before = everything()
    [first] = moving.merge(searchable.amiri, [double])
    [second] = moving.merge(third, [searchable.amiri])
    assert Actor.objects.get(pk=double.pk).merged_into == third
    with pytest.raises(moving.CannotMove, match="undo that first"):
        moving.undo(first)
    moving.undo(second)
    moving.undo(first)
    assert everything() == before


@pytest.mark.parametrize("others", [[], ["amiri"], ["iran"]])
def test_a_merge_without_sense_is_refused(searchable, others):
    with pytest.raises(moving.CannotMove):
        moving.merge(searchable.amiri, [getattr(searchable, name) for name in others])


def test_the_authority_does_not_bring_the_merged_one_back(authority, folder):  # noqa: F811
    obama = Actor.objects.get(slug="barack-obama")
    survivor = make_actor("person", "Barry Obama", status="proposed")
    moving.merge(survivor, [obama])
    before = everything()
    assert actors.load_authority(folder).created == 0
    assert everything() == before
    survivor.refresh_from_db()
    assert (survivor.status, survivor.wikidata_id) == ("confirmed", "Q76")


def test_people_keep_their_country_when_it_was_merged(authority, folder):  # noqa: F811
    iran = Actor.objects.get(code="IR")
    survivor = make_actor("country", "Persia")
    moving.merge(survivor, [iran])
    actors.load_authority(folder)
    assert Actor.objects.get(slug="ali-khamenei").country == survivor
    survivor.refresh_from_db()
    assert survivor.code == "IR"


BODY = "Karin Lind spoke first. K. Lind, her aunt, spoke next. Karin Lind left."


@pytest.fixture
def aunt(searchable):
    """An article that names two women as if they were one, and one that names the aunt alone."""
    articles = [
        Article.objects.create(title="K. Lind", body=body, language="en") for body in (BODY, "K. Lind spoke.")
    ]
    mentions = [make_mention(article, searchable.lind, []) for article in articles]
    mentions[0].spans, mentions[0].quoted = [[0, 10], [24, 31], [55, 65]], [0, 24]
    mentions[1].spans, mentions[1].title_spans = [[0, 7]], [[0, 7]]
    Mention.objects.bulk_update(mentions, ["spans", "title_spans", "quoted"])
    return articles


def test_a_spelling_becomes_an_actor_of_its_own_with_its_mentions(searchable, aunt):
    new = splitting.split(searchable.lind, searchable.lind.names.filter(name="K. Lind"), "Kari Lind")
    assert (new.name, new.kind, new.status, new.slug) == ("Kari Lind", "person", "confirmed", "kari-lind")
    assert set(new.names.values_list("name", flat=True)) == {"K. Lind", "Kari Lind"}
    both, alone = aunt
    assert [each.actor for each in alone.mentions.all()] == [new]
    hers, niece = both.mentions.get(actor=new), both.mentions.get(actor=searchable.lind)
    assert (hers.spans, hers.quoted) == ([[24, 31]], [24])
    assert (niece.spans, niece.quoted) == ([[0, 10], [55, 65]], [0])
    assert Mention.objects.filter(article=searchable.fishing, actor=searchable.lind).exists()
    assert agree()


def test_a_split_is_undone_by_a_merge(searchable, aunt):
    before = sorted(map(str, Mention.objects.values_list("article", "actor", "spans", "quoted")))
    new = splitting.split(searchable.lind, searchable.lind.names.filter(name="K. Lind"), "Kari Lind")
    moving.merge(searchable.lind, [new])
    assert sorted(map(str, Mention.objects.values_list("article", "actor", "spans", "quoted"))) == before


@pytest.mark.parametrize(("names", "called"), [([], "Kari"), (["Karin Lind"], "Kari"), (["K. Lind"], "…")])
def test_a_split_without_sense_is_refused(searchable, names, called):
    with pytest.raises(moving.CannotMove):
        splitting.split(searchable.lind, searchable.lind.names.filter(name__in=names), called)


def test_an_editor_merges_in_the_admin_and_undoes_it(admin_client, searchable, double):
    actions = reverse("admin:articles_actor_changelist")
    chosen = {"action": "merge", "_selected_action": [searchable.amiri.pk, double.pk]}
    asked = admin_client.post(actions, chosen, follow=True).text
    assert "2 mentions, 1 of them in articles that name both" in " ".join(asked.split())
    sent = {"actor": [searchable.amiri.pk, double.pk], "survivor": searchable.amiri.pk}
    shown = admin_client.post(reverse("admin:articles_actor_merge"), {**sent, "show": 1})
    assert shown.status_code == 200
    assert not ActorMerge.objects.exists()
    done = admin_client.post(reverse("admin:articles_actor_merge"), {**sent, "merge": 1}, follow=True)
    assert "H. Amiri went into Hamid Amiri." in done.text
    assert "H. Amiri" not in {each.name for each in admin_client.get(actions).context["cl"].result_list}
    record = ActorMerge.objects.get()
    assert (record.by, found(admin_client, "hamid-amiri")) == ("admin", 4)
    merges = reverse("admin:articles_actormerge_changelist")
    undone = admin_client.post(merges, {"action": "undo", "_selected_action": [record.pk]}, follow=True)
    assert "H. Amiri is an actor of its own again." in undone.text
    assert found(admin_client, "hamid-amiri") == 3


def test_one_actor_alone_is_not_merged(admin_client, searchable):
    chosen = {"action": "merge", "_selected_action": [searchable.amiri.pk]}
    answer = admin_client.post(reverse("admin:articles_actor_changelist"), chosen, follow=True)
    assert "Choose two actors or more" in answer.text


def test_actors_of_two_kinds_are_not_merged(admin_client, searchable):
    sent = {"actor": [searchable.amiri.pk, searchable.iran.pk], "merge": 1}
    answer = admin_client.post(reverse("admin:articles_actor_merge"), sent, follow=True)
    assert "only actors of one kind can be merged" in answer.text


def test_an_editor_splits_in_the_admin(admin_client, searchable, aunt):
    change = admin_client.get(reverse("admin:articles_actor_change", args=[searchable.lind.pk])).text
    address = reverse("admin:articles_actor_split", args=[searchable.lind.pk])
    assert address in change
    assert "K. Lind" in admin_client.get(address).text
    refused = admin_client.post(address, {"name": "Kari Lind"})
    assert "Choose at least one spelling" in refused.text
    spelling = searchable.lind.names.get(name="K. Lind")
    done = admin_client.post(address, {"spelling": spelling.pk}, follow=True)
    assert "K. Lind is an actor of its own now." in done.text


def test_a_reader_can_merge_nothing(client, searchable):
    assert client.get(reverse("admin:articles_actor_merge")).status_code == 302
    assert (
        "/login/" in client.post(reverse("admin:articles_actor_split", args=[searchable.lind.pk]))["Location"]
    )
