"""What an editor does in the admin: remembered, searchable at once, and never undone by an import."""

import pytest
from django.urls import reverse

from articles.models import Actor, ActorName, Article, ImportRun, Mention, Source
from articles.periods import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(admin_client):
    return admin_client


def form_of(article, **changed):
    """What the browser sends when the article's form is saved with these changes."""
    mentions = list(article.mentions.order_by("pk"))
    period = Period.from_range(article.published)
    data = {name: getattr(article, name) for name in ("title", "standfirst", "byline", "dateline", "body")}
    data |= {
        "language": article.language,
        "url": article.url,
        "source": article.source_id or "",
        "agency": article.agency_id or "",
        "family": article.family_id or "",
        "published": str(period) if period else "",
        "mentions-TOTAL_FORMS": len(mentions),
        "mentions-INITIAL_FORMS": len(mentions),
    }
    for number, mention in enumerate(mentions):
        data[f"mentions-{number}-id"] = mention.pk
        data[f"mentions-{number}-article"] = article.pk
        data[f"mentions-{number}-actor"] = mention.actor_id
        data[f"mentions-{number}-status"] = mention.status
    return {**data, **changed}


def save(editor, article, **changed):
    """Saves the form; returns the article as it is then."""
    address = reverse("admin:articles_article_change", args=[article.pk])
    answer = editor.post(address, form_of(article, **changed))
    assert answer.status_code == 302, answer.context and answer.context["errors"]
    return Article.objects.get(pk=article.pk)


def found(client, words):
    return [hit.id for hit in client.get("/articles/", {"q": words}).context["page"].object_list]


def test_an_edit_is_remembered(editor, searchable):
    article = save(editor, searchable.talks, title="Oslo invites", published="2019-01")
    assert article.edited_fields == ["published", "title"]
    assert str(Period.from_range(article.published)) == "2019-01"


def test_saving_unchanged_remembers_nothing(editor, searchable):
    assert save(editor, searchable.talks).edited_fields == []


def test_an_edit_is_searchable_when_the_page_returns(editor, searchable):
    save(editor, searchable.talks, title="Zanzibar invites")
    answer = editor.get("/articles/", {"q": "zanzibar"})
    assert "Zanzibar" in answer.text


def test_a_date_that_is_none_is_said_to_be(editor, searchable):
    address = reverse("admin:articles_article_change", args=[searchable.talks.pk])
    answer = editor.post(address, form_of(searchable.talks, published="soon"))
    assert "is not a date; write 2019" in answer.text


def test_taking_an_actor_out_rejects_it(editor, searchable):
    number = list(searchable.talks.mentions.order_by("pk").values_list("actor", flat=True)).index(
        searchable.lind.pk
    )
    save(editor, searchable.talks, **{f"mentions-{number}-DELETE": "on"})
    assert Mention.objects.get(article=searchable.talks, actor=searchable.lind).status == "rejected"


def test_an_added_actor_is_confirmed(editor, searchable):
    more = {
        "mentions-TOTAL_FORMS": 1,
        "mentions-0-actor": searchable.lind.pk,
        "mentions-0-status": "confirmed",
        "mentions-0-article": searchable.festival.pk,
    }
    save(editor, searchable.festival, **more)
    mention = Mention.objects.get(article=searchable.festival, actor=searchable.lind)
    assert (mention.status, mention.rule) == ("confirmed", "editor")


def test_an_editor_puts_an_article_into_a_family_and_takes_it_out(editor, searchable):
    Article.objects.filter(pk=searchable.fishing.pk).update(family=searchable.oil.pk)
    article = save(editor, searchable.festival, family=searchable.fishing.pk)
    assert article.edited_fields == ["family"]
    assert article.family_id == searchable.fishing.pk  # of 2012; oil is of 2018
    assert Article.objects.get(pk=searchable.oil.pk).family_id == searchable.fishing.pk
    article = save(editor, article, family="")
    assert article.family_id is None
    assert save(editor, article, family=article.pk).family_id is None


def test_a_head_that_moves_leaves_its_copies_in_order(editor, searchable):
    Article.objects.filter(pk=searchable.fishing.pk).update(family=searchable.oil.pk)
    moved = save(editor, searchable.oil, family=searchable.talks.pk)
    assert Article.objects.get(pk=searchable.fishing.pk).family_id is None
    # Oil is of 2018, talks of 2019: the earliest leads.
    assert (moved.family_id, Article.objects.get(pk=searchable.talks.pk).family_id) == (None, moved.pk)


def test_a_new_body_has_its_names_found_anew(editor, searchable):
    article = save(editor, searchable.festival, body="Dancers from Norway came to the harbour.")
    mention = article.mentions.get(actor=searchable.norway)
    assert [article.body[start:end] for start, end in mention.spans] == ["Norway"]


@pytest.mark.parametrize("name", ["article", "actor", "source", "importrun"])
def test_every_list_opens_and_searches(editor, searchable, name):
    ImportRun.objects.create(command="import_articles crawl")
    address = reverse(f"admin:articles_{name}_changelist")
    assert editor.get(address).status_code == 200
    assert editor.get(address, {"q": "norway"}).status_code == 200


@pytest.mark.parametrize("date", ["known", "unknown", "x"])
def test_articles_can_be_listed_by_known_date(editor, searchable, date):
    answer = editor.get(reverse("admin:articles_article_changelist"), {"date": date})
    assert answer.status_code in (200, 302)


def test_import_runs_are_read_only(editor, db):
    run = ImportRun.objects.create(command="import_articles crawl")
    address = reverse("admin:articles_importrun_change", args=[run.pk])
    assert editor.get(address).status_code == 200
    assert editor.post(address, {"command": "x"}).status_code == 403


def test_actors_are_suggested_by_any_spelling(editor, searchable):
    asked = {"app_label": "articles", "model_name": "mention", "field_name": "actor", "term": "hameed"}
    answer = editor.get(reverse("admin:autocomplete"), asked)
    assert [row["text"] for row in answer.json()["results"]] == ["Hamid Amiri"]


def actor_form(actor, **changed):
    spellings = list(actor.names.order_by("pk"))
    data = {
        "name": actor.name,
        "kind": actor.kind,
        "status": actor.status,
        "code": actor.code,
        "names-TOTAL_FORMS": len(spellings),
        "names-INITIAL_FORMS": len(spellings),
    }
    for number, spelling in enumerate(spellings):
        data[f"names-{number}-id"] = spelling.pk
        data[f"names-{number}-actor"] = actor.pk
        data[f"names-{number}-name"] = spelling.name
        data[f"names-{number}-use"] = spelling.use
    return {**data, **changed}


def test_a_new_spelling_gets_its_key_and_makes_the_names_the_editors(editor, searchable):
    added = {"names-TOTAL_FORMS": 3, "names-2-name": " Karin  LIND-Olsen ", "names-2-use": "name"}
    address = reverse("admin:articles_actor_change", args=[searchable.lind.pk])
    answer = editor.post(address, actor_form(searchable.lind, **added))
    assert answer.status_code == 302, answer.context["errors"]
    spelling = ActorName.objects.get(actor=searchable.lind, name="Karin LIND-Olsen")
    assert spelling.key
    assert "names" in Actor.objects.get(pk=searchable.lind.pk).edited_fields


def test_an_actor_made_by_hand_has_a_slug_and_a_spelling(editor, db):
    data = {"name": "Berit Dahl", "kind": "person", "status": "confirmed", "names-TOTAL_FORMS": 0}
    answer = editor.post(reverse("admin:articles_actor_add"), {**data, "names-INITIAL_FORMS": 0})
    assert answer.status_code == 302, answer.context["errors"]
    actor = Actor.objects.get(name="Berit Dahl")
    assert actor.slug == "berit-dahl"
    assert actor.names.get().name == "Berit Dahl"


def test_a_rejected_actor_leaves_the_results_at_once(editor, searchable):
    assert editor.get("/articles/", {"person": "hamid-amiri"}).context["page"].paginator.count == 3
    chosen = {"action": "reject", "_selected_action": [searchable.amiri.pk]}
    editor.post(reverse("admin:articles_actor_changelist"), chosen)
    answer = editor.get("/articles/", {"q": "talks"})
    assert "Hamid Amiri" not in [c.label for f in answer.context["asked"].facets() for c in f.choices]


def test_a_source_made_by_hand_has_a_slug(editor, db):
    editor.post(reverse("admin:articles_source_add"), {"name": "The Daily Courier"})
    assert Source.objects.get().slug == "the-daily-courier"


def test_sources_count_what_they_supplied_too_and_those_of_no_use_are_found(editor, searchable):
    unused = Source.objects.create(name="The Evening Star", slug="the-evening-star")
    address = reverse("admin:articles_source_changelist")
    counts = {source.name: source.article_count for source in editor.get(address).context["cl"].result_list}
    assert (counts["Wire Service"], counts["Daily Courier"], counts[unused.name]) == (1, 2, 0)
    assert list(editor.get(address, {"articles": "none"}).context["cl"].result_list) == [unused]
    assert unused not in editor.get(address, {"articles": "some"}).context["cl"].result_list


@pytest.mark.parametrize(
    "address",
    [
        "article/?title=%00",
        "article/?title__regex=(",
        "article/?published=soon",
        "actor/?status__exact=%00",
        "source/?name__gte=%00",
    ],
)
def test_an_address_that_no_database_can_read_is_refused_in_a_sentence(editor, address):
    answer = editor.get(f"/admin/articles/{address}")
    assert (answer.status_code, "This cannot be read" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize("model", ["article", "actor", "source"])
@pytest.mark.parametrize("chosen", ["abc", "\x00", "1.5", ""])
def test_an_action_on_what_is_no_row_is_refused_in_a_sentence(editor, cast, model, chosen):
    address = f"/admin/articles/{model}/?q=a"
    answer = editor.post(address, {"action": "delete_selected", "_selected_action": chosen}, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert "What was chosen is no row of this list." in answer.content.decode()
