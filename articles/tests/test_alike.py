"""People found by the sound of their names where nobody is spelled so."""

from io import StringIO

import pytest
from django.core.management import call_command

from articles import actors
from articles.actors.alike import people_sounding_like
from articles.importing.draft import FoundMention
from articles.models import Actor, ActorName
from articles.tests.cast import make_actor

pytestmark = pytest.mark.django_db


def resolved(name, kind="person"):
    """The actor that a name found in a text means."""
    mention = FoundMention(name, kind, None, ((0, len(name)),), (), "title before the name", 0.9)
    return Actor.objects.get(pk=actors.resolve([mention])[mention])


@pytest.fixture
def rouhani():
    return make_actor("person", "Hassan Rouhani", spellings=["Rouhani", "Dr. Hassan Rouhani"])


def test_every_way_to_write_a_spelling_gives_it_its_sound(rouhani):
    ActorName.objects.bulk_create([ActorName(actor=rouhani, name="Hasan Rohani", key="hasan rohani")])
    sounds = dict(rouhani.names.values_list("name", "sound"))
    assert sounds["Hasan Rohani"] == sounds["Hassan Rouhani"] != sounds["Rouhani"]


def test_a_full_name_that_nobody_has_means_the_one_who_sounds_so(rouhani):
    assert resolved("Hasan Rohani") == rouhani
    assert resolved("Hasan ROWHANI") == rouhani


def test_a_name_that_somebody_has_means_him_however_it_sounds(rouhani):
    other = make_actor("person", "Hasan Rohani", status="proposed")
    assert resolved("Hasan Rohani") == other


def test_it_proposes_nobody_where_two_sound_so(rouhani):
    make_actor("person", "Hasan Rohani")
    mention = FoundMention("Hassan Rowhani", "person", None, ((0, 14),), (), "title before the name", 0.9)
    assert actors.resolve([mention]) == {}
    assert not Actor.objects.filter(name="Hassan Rowhani").exists()


@pytest.mark.parametrize("status", ["proposed", "rejected"])
def test_it_joins_nobody_to_those_whom_no_editor_confirmed(rouhani, status):
    Actor.objects.update(status=status)
    assert resolved("Hasan Rohani").name == "Hasan Rohani"


def test_it_takes_no_single_word_and_no_organisation_by_its_sound(rouhani):
    make_actor("organisation", "Mahmoud Brigade")
    assert resolved("Rohani").name == "Rohani"
    assert resolved("Mahmud Brigade", "organisation").name == "Mahmud Brigade"
    assert people_sounding_like(["Mahmud Brigade"]) == {}


def test_it_knows_an_article_that_is_written_with_the_name():
    sisi = make_actor("person", "Abdel Fattah el-Sisi")
    assert resolved("Abd al-Fattah as-Sissi") == sisi


def test_a_batch_costs_one_more_question(rouhani, django_assert_max_num_queries):
    batch = [FoundMention(f"Person Number{n}", "person", None, ((0, 9),), (), "", 0.9) for n in range(300)]
    with django_assert_max_num_queries(13):
        actors.resolve(batch)


def test_a_reader_finds_people_by_sound_and_the_spelled_ones_first(rouhani):
    assert actors.by_name("person", "Rohani") == [rouhani]
    assert actors.by_name("person", "Хассан Рохани") == []
    assert actors.by_name("person", "حسن روحانی") == [rouhani]
    other = make_actor("person", "Rohani")
    assert actors.by_name("person", "Rohani") == [other]
    assert actors.by_name("country", "Rohani") == []


def test_the_index_of_people_is_searched_by_sound(client, cast):
    assert "Hamid Amiri" in client.get("/people/?name=Hameed+Ameeri").content.decode()
    assert "Hamid Amiri" not in client.get("/people/?name=Hamad+Ameeri").content.decode()
    assert client.get("/people/?name=%27").status_code == 200


def test_the_api_and_a_search_find_by_sound(client, searchable):
    found = client.get("/api/actors?name=Hameed+Ameeri").json()["actors"]
    assert [each["name"] for each in found] == ["Hamid Amiri"]
    asked = client.get("/api/articles", {"q": 'person:"Hameed Ameeri"'}).json()
    assert (asked["count"], asked["notices"]) == (3, [])


def test_sounds_that_are_missing_are_filled_in_few_statements(rouhani, django_assert_num_queries):
    ActorName.objects.update(sound=None)
    with django_assert_num_queries(3):
        assert actors.fill_sounds() == 3
    assert resolved("Hasan Rohani") == rouhani
    assert actors.fill_sounds() == 0


def test_setting_up_fills_in_what_is_missing(rouhani):
    ActorName.objects.update(sound=None)
    out = StringIO()
    call_command("setup_archive", stdout=out)
    assert "Sounds of names: 3 filled in." in out.getvalue()
