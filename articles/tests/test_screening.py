"""`manage.py screen_names`: a list of names against the whole archive."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from articles.models import Actor, Mention
from articles.screening import BATCH, MOST_NAMES, read_names, screen
from articles.search import changes
from articles.tests.cast import make_actor, make_mention

pytestmark = pytest.mark.django_db


@pytest.fixture
def screened(tmp_path):
    """The rows for a list, by their names."""

    def ask(text, *options):
        path, out = tmp_path / "names", io.StringIO()
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        call_command("screen_names", str(path), *options, stdout=out)
        return {row["name"]: row for row in csv.DictReader(out.getvalue().splitlines())}

    return ask


def row(name, matched="", match="", articles="0", first="", last="", sources=""):
    """One row as it should be."""
    told = {"name": name, "matched": matched, "match": match, "articles": articles}
    return {**told, "first": first, "last": last, "sources": sources}


def test_every_name_has_one_row_whether_it_is_found_or_not(searchable, screened):
    found = screened("Hamid Amiri\nBerit Dahl\n\nKarin  Lind\nParisa Hafezi\n…\n")
    assert found == {
        "Hamid Amiri": row(
            "Hamid Amiri",
            "Hamid Amiri",
            "spelling",
            "3",
            "2019-01-07",
            "2019-02-03",
            "Daily Courier; Wire Service",
        ),
        "Berit Dahl": row(
            "Berit Dahl", "Berit Dahl", "text", "1", "2019-01-07", "2019-01-07", "Daily Courier; Wire Service"
        ),
        "Karin Lind": row(
            "Karin Lind",
            "Karin Lind",
            "spelling",
            "2",
            "2012",
            "2019-01-07",
            "Daily Courier; Wire Service; Harbour Post",
        ),
        "Parisa Hafezi": row("Parisa Hafezi"),
        "…": row("…"),
    }


def test_any_spelling_any_order_and_the_sound_are_met(searchable, screened):
    found = screened(
        'Hameed Amiri\nAMIRI Hamid\n"Amiri, Hamid"\nHammeed Ameeri\nحمید امیری\nHamad Amiri\nIR\n'
    )
    assert {name: (each["matched"], each["match"]) for name, each in found.items()} == {
        "Hameed Amiri": ("Hamid Amiri", "spelling"),
        "AMIRI Hamid": ("Hamid Amiri", "spelling"),
        '"Amiri, Hamid"': ("Hamid Amiri", "spelling"),
        "Hammeed Ameeri": ("Hamid Amiri", "sound"),
        "حمید امیری": ("Hamid Amiri", "spelling"),
        "Hamad Amiri": ("", ""),
        "IR": ("", ""),
    }


def test_a_table_with_a_column_of_names_is_read(searchable, screened):
    assert set(screened('id;Name\n1;"Lind; Karin"\n2;Hamid Amiri\n3\n')) == {"Lind; Karin", "Hamid Amiri"}
    assert set(screened("name\nHamid Amiri\n")) == {"Hamid Amiri"}
    assert set(screened("Full_Name;born\nHamid Amiri;1950\n")) == {"Hamid Amiri"}


def test_the_column_of_names_is_taken_before_that_of_ids(searchable, screened):
    table = "person,personLabel\nhttp://www.wikidata.org/entity/Q77,Hamid Amiri\n"
    assert set(screened(table)) == {"Hamid Amiri"}


def test_articles_of_several_actors_of_one_name_are_counted_once(searchable, screened):
    other = make_actor("person", "Other Amiri", spellings=["Hamid Amiri"])
    make_mention(searchable.talks, other, ["Amiri"])
    make_mention(searchable.oil, other, ["Norway"])
    found = screened("Hamid Amiri\n")["Hamid Amiri"]
    assert (found["matched"], found["articles"]) == ("Hamid Amiri; Other Amiri", "4")
    Actor.objects.filter(pk=other.pk).update(status="rejected")
    assert screened("Hamid Amiri\n")["Hamid Amiri"]["articles"] == "3"


def test_an_actor_in_no_article_is_looked_for_in_the_texts(searchable, screened):
    make_actor("organisation", "drilling equipment")
    make_actor("person", "Ann Lee")
    found = screened("Drilling Equipment\nAnn Lee\n")
    assert (found["Drilling Equipment"]["match"], found["Drilling Equipment"]["articles"]) == ("text", "1")
    assert found["Ann Lee"] == row("Ann Lee", "Ann Lee", "spelling")


def test_undated_articles_are_counted_without_a_day(searchable, screened):
    make_mention(searchable.festival, searchable.council, ["Thousands"])
    Mention.objects.exclude(article=searchable.festival).delete()
    found = screened("Nordic Council\nThousands danced\n")
    assert found["Nordic Council"] == row("Nordic Council", "Nordic Council", "spelling", "1")
    assert found["Thousands danced"] == row("Thousands danced", "Thousands danced", "text", "1")


def test_it_writes_a_file_without_formulas(searchable, screened, tmp_path):
    assert screened("=1+1\n", "--output", str(tmp_path / "out.csv")) == {}
    text = (tmp_path / "out.csv").read_bytes().decode()
    assert text == "name,matched,match,articles,first,last,sources\r\n'=1+1,,,0,,,\r\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no names"),
        (b"name\n", "holds no names"),
        (b"\n \n", "holds no names"),
        (b"PK\0\0", "no text in UTF-8"),
        (b"Fran\xe7oise", "not UTF-8"),
        (b"a\n" * 10_001, "The list holds 10,001 names; 10,000 are screened at once at most."),
        (b"a" * 20_000_001, "larger than 20 MB"),
        (b'name,x\n"Ann Lee,\nBo Lee,', "cannot be read as CSV: unexpected end of data."),
    ],
)
def test_what_is_no_list_of_names_is_refused_in_a_sentence(searchable, screened, content, said):
    with pytest.raises(CommandError) as refused:
        screened(content)
    assert said in str(refused.value)
    assert refused.value.returncode == 2


def test_ten_thousand_names_are_read(db):
    assert len(read_names(b"Ann Lee\n" * MOST_NAMES)) == 10_000


def test_without_an_index_it_says_what_to_do(cast, screened):
    with pytest.raises(CommandError, match=r"manage\.py rebuild_index") as refused:
        screened("Hamid Amiri\n")
    assert refused.value.returncode == 1


def test_a_batch_costs_the_same_few_questions_for_any_number_of_names(searchable, django_assert_num_queries):
    for number in range(40):
        make_actor("person", f"Amiri Number{number}")
    changes.apply()
    few = ["Hamid Amiri", "Hammeed Ameeri", "Berit Dahl"]
    for listed in (few, [*few * 20, *(f"Amiri Number{n}" for n in range(40))]):
        with django_assert_num_queries(5):
            assert len(list(screen(listed))) == len(listed)
    with django_assert_num_queries(10):
        list(screen(few * (BATCH * 2 // 3)))
