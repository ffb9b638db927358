"""Articles similar to one: by its rarer words, without the tellings of its own story."""

from articles.models import Article
from articles.search import changes
from articles.search.engine import Document
from articles.search.search import similar_to
from articles.tests.search.test_engine import made


def archive():
    """Thirty articles about nothing much, and a few about turbines."""
    common = [Document(n, f"Report {n}", "", f"the daily report number{n} of the town") for n in range(1, 31)]
    turbines = "the wind turbines of the offshore park near Skagen"
    return [
        *common,
        Document(40, "Turbines", "", f"{turbines} stopped", language="en", family=40),
        Document(41, "Turbines", "", f"{turbines} stopped again", language="en", family=40),
        Document(42, "Offshore", "", "an offshore park with wind turbines", language="en", family=42),
        Document(43, "Skagen", "", "a museum near Skagen", language="en", family=43),
    ]


def test_it_finds_what_shares_rare_words_but_not_its_own_family(tmp_path):
    documents = archive()
    engine = made(tmp_path, documents)
    found = [hit.id for hit in engine.similar(documents[30], 5)]
    assert found[:2] == [42, 43]
    assert not {40, 41} & set(found)


def test_it_finds_the_same_for_an_article_that_is_not_in_the_index(tmp_path):
    engine = made(tmp_path, archive())
    new = Document(99, "", "", "offshore wind turbines near Skagen", language="en", family=99)
    assert {hit.id for hit in engine.similar(new, 5)} == {40, 41, 42, 43}


def test_a_handful_of_articles_and_one_without_words_have_none_similar(tmp_path):
    few = archive()[28:]
    assert made(tmp_path / "few", few).similar(few[0], 5) == ()
    assert made(tmp_path / "many", archive()).similar(Document(99, "", "", ""), 5) == ()


def test_an_article_page_lists_them(client, cast):
    for number in range(12):
        Article.objects.create(title=f"Filler {number}", body=f"filler text number{number}")
    twin = Article.objects.create(title="Mediators invited to Oslo", body=cast.talks.body, language="en")
    changes.apply()
    assert similar_to(cast.talks, 5)[0] == twin.pk
    page = client.get(cast.talks.get_absolute_url()).content.decode()
    assert "Similar articles" in page
    assert "Mediators invited to Oslo" in page
    Article.objects.filter(pk=twin.pk).update(family=cast.talks)
    changes.apply()
    assert twin.pk not in similar_to(cast.talks, 5)


def test_without_an_index_the_page_does_without(client, cast):
    assert similar_to(cast.talks, 5) == []
    assert "Similar articles" not in client.get(cast.talks.get_absolute_url()).content.decode()
