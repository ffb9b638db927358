from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from articles import actors, names
from articles.importing.draft import FoundMention
from articles.models import Actor, ActorName

PEOPLE = """id,name,spellings,country,wikidata
ali-khamenei,Ali Khamenei,Ali Khamenei|Khamenei|Ayatollah Khamenei,IR,Q57336
barack-obama,Barack Obama,Obama,US,Q76
"""
ORGANISATIONS = """id,name,spellings,country,wikidata,type
united-nations,United Nations,UN|U.N.,,Q1065,body
"""


def found(name, kind="person", actor=None):
    return FoundMention(name, kind, actor, ((0, len(name)),), (), "title before the name", 0.9)


def resolved(*mentions):
    """The actors, in order, that the mentions mean; None for a mention dropped."""
    ids = actors.resolve(mentions)
    return [Actor.objects.get(pk=ids[each]) if each in ids else None for each in mentions]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "organisations.csv").write_text(ORGANISATIONS)
    return tmp_path


@pytest.fixture
def authority(db, folder):
    return actors.load_authority(folder)


@pytest.mark.django_db
def test_it_loads_every_country_and_everybody_listed(authority):
    assert authority.created == Actor.objects.count() > 250
    assert (authority.updated, authority.unchanged) == (0, 0)
    khamenei = Actor.objects.get(authority_id="person/ali-khamenei")
    assert (khamenei.slug, khamenei.country.code, khamenei.wikidata_id) == ("ali-khamenei", "IR", "Q57336")
    assert {each.name for each in khamenei.names.all()} == {"Ali Khamenei", "Khamenei", "Ayatollah Khamenei"}
    iran = Actor.objects.get(code="IR")
    uses = dict(iran.names.values_list("name", "use"))
    assert (uses["Iran"], uses["Iranian"], uses["Tehran"], uses["Иран"]) == (
        "name",
        "demonym",
        "capital",
        "local",
    )


@pytest.mark.django_db
def test_it_changes_nothing_the_second_time(authority, folder):
    before = set(ActorName.objects.values_list("pk", flat=True))
    report = actors.load_authority(folder)
    assert (report.created, report.updated, report.unchanged) == (0, 0, authority.created)
    assert set(ActorName.objects.values_list("pk", flat=True)) == before


@pytest.mark.django_db
def test_it_asks_the_database_the_same_number_of_times_for_any_authority(
    authority, folder, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15):
        actors.load_authority(folder)


@pytest.mark.django_db
def test_it_carries_a_changed_list_over(authority, folder):
    (folder / "people.csv").write_text(PEOPLE.replace("|Ayatollah Khamenei", "|Sayyid Ali Khamenei"))
    assert actors.load_authority(folder).updated == 1
    spelled = {each.name for each in Actor.objects.get(slug="ali-khamenei").names.all()}
    assert spelled == {"Ali Khamenei", "Khamenei", "Sayyid Ali Khamenei"}


@pytest.mark.django_db
def test_it_keeps_what_an_editor_changed(authority, folder):
    obama = Actor.objects.get(slug="barack-obama")
    obama.name, obama.status, obama.edited_fields = "Barack H. Obama", "rejected", ["name", "status", "names"]
    obama.save()
    actors.add_name(obama, "Barry")
    report = actors.load_authority(folder)
    obama.refresh_from_db()
    assert (obama.name, obama.status, report.updated) == ("Barack H. Obama", "rejected", 0)
    assert obama.names.filter(name="Barry").exists()


@pytest.mark.django_db
def test_it_keeps_the_country_an_editor_chose(authority, folder):
    obama = Actor.objects.get(slug="barack-obama")
    obama.country, obama.edited_fields = None, ["country"]
    obama.save()
    actors.load_authority(folder)
    obama.refresh_from_db()
    assert obama.country is None


@pytest.mark.django_db
def test_it_takes_in_whom_the_importer_had_proposed(folder):
    [proposed] = resolved(found("Barack Obama"))
    actors.load_authority(folder)
    taken = Actor.objects.get(authority_id="person/barack-obama")
    assert (taken.pk, taken.status) == (proposed.pk, "confirmed")
    assert Actor.objects.filter(name="Barack Obama").count() == 1


@pytest.mark.django_db
def test_it_knows_the_spellings_that_mean_one_actor(authority):
    known = actors.known()
    spelled = {(each.kind, each.name) for each in known.names}
    assert ("person", "Khamenei") in spelled
    assert ("country", "Iranian") in spelled
    assert ("country", "Burma") in spelled
    assert ("country", "Congo") not in spelled
    iran = Actor.objects.get(code="IR").pk
    assert next(each.name for each in known.names if each.actor == iran) == "Iran"
    assert {each.language for each in known.names if each.name == "Irán"} >= {"es", "hu"}


@pytest.mark.django_db
def test_it_knows_in_two_queries(authority, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        actors.known()


@pytest.mark.django_db
def test_it_does_not_know_proposed_and_rejected_actors(authority):
    resolved(found("Parisa Hafezi"))
    Actor.objects.filter(slug="barack-obama").update(status="rejected")
    assert not {"Parisa Hafezi", "Barack Obama"} & {each.name for each in actors.known().names}


@pytest.mark.django_db
def test_it_resolves_by_id_by_key_and_else_proposes(authority):
    khamenei = Actor.objects.get(slug="ali-khamenei")
    by_id, by_key, new = resolved(
        found("K.", actor=khamenei.pk), found("ALI KHAMENEI"), found("Ali Shamkhani")
    )
    assert by_id == by_key == khamenei
    assert (new.name, new.slug, new.status, new.kind) == (
        "Ali Shamkhani",
        "ali-shamkhani",
        "proposed",
        "person",
    )
    assert [(each.name, each.key) for each in new.names.all()] == [("Ali Shamkhani", "ali shamkhani")]


@pytest.mark.django_db
def test_it_proposes_one_actor_for_one_name():
    first, second = resolved(found("Ali Shamkhani"), found(" Áli\nShamkhāni"))
    assert first == second
    assert resolved(found("Ali Shamkhani")) == [first]
    assert Actor.objects.count() == 1


@pytest.mark.django_db
def test_it_tells_kinds_apart():
    person, group = resolved(found("Hamilton"), found("Hamilton", kind="organisation"))
    assert (person.slug, group.slug) == ("hamilton", "hamilton-2")


@pytest.mark.django_db
def test_it_drops_mentions_of_the_rejected():
    [proposed] = resolved(found("Supreme Leader"))
    Actor.objects.filter(pk=proposed.pk).update(status="rejected")
    assert resolved(found("Supreme Leader")) == [None]


@pytest.mark.django_db
def test_it_drops_a_name_that_two_actors_share(authority):
    for slug in ("john-smith", "john-smith-2"):
        actor = Actor.objects.create(kind="person", name="John Smith", slug=slug)
        actors.add_name(actor, "John Smith")
    assert resolved(found("John Smith")) == [None]


@pytest.mark.django_db
def test_it_gives_names_of_other_scripts_readable_slugs():
    first, second = resolved(found("Али Хаменеи"), found("علي خامنئي"))
    assert (first.slug, second.slug) == ("али-хаменеи", "علي-خامنئي")


@pytest.mark.django_db
def test_it_resolves_a_batch_in_few_queries(django_assert_max_num_queries):
    batch = [found(f"Person Number{number}") for number in range(300)]
    with django_assert_max_num_queries(12):
        actors.resolve(batch)
    assert Actor.objects.count() == 300


@pytest.mark.django_db(transaction=True)
def test_it_proposes_a_name_once_for_two_imports_at_once():
    def propose(_):
        try:
            return actors.resolve([found(f"Ali Shamkhani{number}") for number in range(20)])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(propose, range(4)))
    assert Actor.objects.count() == 20
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["united-states", "USA", "U.S.", "us", "american", "États-Unis"])
def test_it_finds_a_country_by_what_a_reader_types(authority, typed):
    assert [each.code for each in actors.by_name("country", typed)] == ["US"]


@pytest.mark.django_db
def test_it_finds_a_country_by_its_code(authority):
    assert [each.name for each in actors.by_name("country", "fr")] == ["France"]


@pytest.mark.django_db
def test_it_gives_every_actor_that_an_unclear_name_may_mean(authority):
    assert {each.code for each in actors.by_name("country", "Congo")} == {"CD", "CG"}


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "…", "nobody at all"])
def test_it_finds_nobody_by_nothing(authority, typed):
    assert actors.by_name("person", typed) == []


@pytest.mark.django_db
def test_it_adds_a_spelling_once():
    [actor] = resolved(found("Ali Shamkhani"))
    assert actors.add_name(actor, "Admiral Shamkhani") == actors.add_name(actor, " Admiral  Shamkhani")
    assert actors.add_name(actor, "…") is None
    assert {each.key for each in actor.names.all()} == {names.key("Ali Shamkhani"), "admiral shamkhani"}
