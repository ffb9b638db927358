"""From files to rows: nothing is lost, nothing is doubled, an editor's word stays."""

import zipfile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import actors
from articles.actors.mentions import store_mentions
from articles.importing import pipeline
from articles.importing.manifest import Manifest, UnreadableManifest, read_manifest
from articles.importing.store import failed_places, import_paths
from articles.models import Actor, Article, ImportFailure, ImportRun, Mention, Original, Source
from articles.periods import Period
from articles.tests.cast import make_actor

pytestmark = pytest.mark.django_db

STORY = """\
Harbour of Oslo to be dredged

Work begins in spring, the council says.

The harbour of Oslo will be dredged for the first time in forty years, Mayor Hamid Amiri told reporters on \
Tuesday. Amiri said that the work would take two years and cost less than was feared.

Fishermen in Norway welcomed the plan. They had waited a long time for deeper water, and many had moved \
their boats to other harbours along the coast.
"""


@pytest.fixture
def norway(db):
    return make_actor("country", "Norway", "NO", ["Norwegian"])


@pytest.fixture
def amiri(db):
    return make_actor("person", "Hamid Amiri")


@pytest.fixture
def folder(folder):
    (folder / "harbour.txt").write_text(STORY)
    return folder


def counts(report):
    return report.created, report.updated, report.unchanged, report.failed


def given(folder, **values):
    """The manifest that says these values of harbour.txt."""
    return Manifest({"harbour.txt": (("harbour.txt", values),)})


def test_it_imports_a_story_and_then_changes_nothing(folder):
    assert counts(import_paths([folder])) == (1, 0, 0, 0)
    before = Article.objects.values().get()
    assert before["title"] == "Harbour of Oslo to be dredged"
    assert before["body"].startswith("The harbour of Oslo will be")
    assert counts(import_paths([folder])) == (0, 0, 1, 0)
    assert counts(import_paths([folder], again=True)) == (0, 0, 1, 0)
    assert Article.objects.values().get() == before


def test_it_keeps_the_untouched_input(folder):
    import_paths([folder])
    original = Original.objects.get()
    assert original.text == STORY
    assert original.file_name == "harbour.txt"


def test_a_given_value_outranks_a_found_one_and_stays_unknown_without(folder):
    import_paths([folder])
    assert Article.objects.get().published is None
    said = given(folder, published="2019-01", source="Harbour Post", title="Dredging")
    assert counts(import_paths([folder], said)) == (0, 1, 0, 0)
    article = Article.objects.get()
    assert str(Period.from_range(article.published)) == "2019-01"
    assert (article.title, article.source.name) == ("Dredging", "Harbour Post")
    assert article.findings["title"][0]["value"] == "Dredging"


def test_it_keeps_the_editors_title_on_reimport(folder):
    import_paths([folder])
    Article.objects.update(title="What the editor wrote", edited_fields=["title"])
    (folder / "harbour.txt").write_text(STORY.replace("forty years", "fifty years"))
    assert counts(import_paths([folder])) == (0, 1, 0, 0)
    article = Article.objects.get()
    assert article.title == "What the editor wrote"
    assert "fifty years" in article.body


def test_it_keeps_the_editors_date_on_reimport(folder):
    import_paths([folder], given(folder, published="2019-01-07"))
    Article.objects.update(published=None, edited_fields=["published"])
    import_paths([folder], given(folder, published="2019-01-08"))
    assert Article.objects.get().published is None


def test_a_changed_file_is_kept_beside_what_it_was(folder):
    import_paths([folder])
    (folder / "harbour.txt").write_text(STORY + "\nThe mayor did not say who would pay for the work.\n")
    assert counts(import_paths([folder])) == (0, 1, 0, 0)
    assert Original.objects.count() == 2
    assert Original.objects.get(current=True).text.endswith("pay for the work.\n")
    (folder / "harbour.txt").write_text(STORY)
    assert counts(import_paths([folder])) == (0, 1, 0, 0)
    assert Original.objects.count() == 2
    assert Original.objects.get(current=True).text == STORY


def test_the_same_bytes_at_two_paths_are_one_article(folder):
    (folder / "again.txt").write_text(STORY)
    assert counts(import_paths([folder])) == (1, 0, 1, 0)
    assert Article.objects.count() == 1
    assert Original.objects.filter(current=True).count() == 2
    assert counts(import_paths([folder])) == (0, 0, 2, 0)


def test_the_same_text_given_as_two_papers_is_two_articles(folder):
    (folder / "again.txt").write_text(STORY)
    papers = {name: ((name, {"source": name}),) for name in ("harbour.txt", "again.txt")}
    assert counts(import_paths([folder], Manifest(papers))) == (2, 0, 0, 0)


def test_one_address_is_one_article(folder):
    (folder / "update.txt").write_text(STORY.replace("two years", "three years"))
    same = {name: ((name, {"url": "https://post.example/1"}),) for name in ("harbour.txt", "update.txt")}
    assert counts(import_paths([folder], Manifest(same))) == (1, 1, 0, 0)
    assert "three years" in Article.objects.get().body
    assert counts(import_paths([folder], Manifest(same))) == (0, 0, 2, 0)


def test_a_bad_input_is_recorded_and_the_rest_goes_on(folder):
    (folder / "empty.txt").touch()
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 40)
    report = import_paths([folder])
    assert counts(report) == (1, 0, 0, 2)
    run = ImportRun.objects.get()
    assert (run.created, run.failed) == (1, 2)
    assert run.finished
    assert all(failure.reason for failure in ImportFailure.objects.all())


def test_what_the_database_refuses_is_a_failure_of_its_own(folder, monkeypatch):
    monkeypatch.setattr(pipeline, "LONGEST", {})
    (folder / "other.txt").write_text(STORY.replace("Oslo", "Bergen"))
    too_long = "https://post.example/" + "x" * 3000
    report = import_paths([folder], given(folder, url=too_long))
    assert counts(report) == (1, 0, 0, 1)
    assert report.failures[0].path.endswith("harbour.txt")
    assert "Bergen" in Article.objects.get().title


def test_a_dry_run_counts_and_keeps_nothing(folder):
    assert counts(import_paths([folder], dry_run=True)) == (1, 0, 0, 0)
    assert not Article.objects.exists()
    assert not ImportRun.objects.exists()
    assert not Source.objects.exists()


def test_known_names_are_found_where_they_stand(folder, norway, amiri):
    import_paths([folder])
    article = Article.objects.get()
    mention = article.mentions.get(actor=norway)
    assert [article.body[start:end] for start, end in mention.spans] == ["Norway"]
    assert article.mentions.get(actor=amiri).status == "found"


def test_a_rejected_actor_stays_rejected_and_a_confirmed_one_confirmed(folder, norway, amiri):
    import_paths([folder])
    Mention.objects.filter(actor=norway).update(status="rejected")
    Mention.objects.filter(actor=amiri).update(status="confirmed")
    (folder / "harbour.txt").write_text(STORY.replace("forty years", "fifty years"))
    import_paths([folder])
    assert Mention.objects.get(actor=norway).status == "rejected"
    assert Mention.objects.get(actor=amiri).status == "confirmed"


def test_a_confirmed_actor_stays_when_its_name_leaves_the_text(folder, amiri):
    import_paths([folder])
    Mention.objects.filter(actor=amiri).update(status="confirmed")
    (folder / "harbour.txt").write_text(STORY.replace("Hamid Amiri", "the mayor").replace("Amiri", "He"))
    import_paths([folder])
    mention = Mention.objects.get(actor=amiri)
    assert (mention.status, mention.spans) == ("confirmed", [])


def test_an_actor_the_editor_added_stays(folder, norway):
    import_paths([folder])
    sweden = make_actor("country", "Sweden", "SE")
    Mention.objects.create(article=Article.objects.get(), actor=sweden)
    import_paths([folder], again=True)
    assert Mention.objects.get(actor=sweden).status == "confirmed"


def test_names_are_found_anew_in_an_edited_body(folder, norway, amiri):
    import_paths([folder])
    article = Article.objects.get()
    article.body = "Norwegian boats left the harbour."
    article.edited_fields = ["body"]
    article.save()
    store_mentions([(article, None)], actors.known())
    mention = article.mentions.get(actor=norway)
    assert [article.body[start:end] for start, end in mention.spans] == ["Norwegian"]
    assert not article.mentions.filter(actor=amiri).exists()
    import_paths([folder], again=True)
    assert article.mentions.get(actor=norway).spans == mention.spans


def test_a_proposal_that_the_authority_adopts_is_found(folder):
    import_paths([folder])
    mention = Mention.objects.get(actor__name="Hamid Amiri")
    assert mention.status == "proposed"
    Actor.objects.filter(pk=mention.actor_id).update(status="confirmed")
    import_paths([folder], again=True)
    mention.refresh_from_db()
    assert mention.status == "found"


def test_forty_files_cost_as_many_queries_as_ten(tmp_path, norway, amiri):
    costs = []
    for size in (10, 40):
        folder = tmp_path / str(size)
        folder.mkdir()
        for number in range(size):
            story = STORY.replace("forty", f"{number + size}")
            (folder / f"{number}.txt").write_text(story)
        with CaptureQueriesContext(connection) as queries:
            assert import_paths([folder]).created == size
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_failures_of_a_run_can_be_taken_again(folder, capsys):
    (folder / "late.txt").touch()
    run = import_paths([folder]).run
    (folder / "late.txt").write_text(STORY.replace("Oslo", "Bergen"))
    assert failed_places(run) == [str(folder / "late.txt")]
    call_command("import_articles", retry=run, workers=1)
    assert capsys.readouterr().out.startswith("1 created, 0 updated, 0 unchanged, 0 failed")


def test_a_failure_within_a_packed_file_means_that_file(folder, tmp_path):
    with zipfile.ZipFile(folder / "more.zip", "w") as packed:
        packed.writestr("inner/empty.txt", "")
    assert failed_places(import_paths([folder]).run) == [str(folder / "more.zip")]


@pytest.mark.parametrize("arguments", [[], ["x", "--retry=1"], ["--retry=99"]])
def test_a_retry_without_sense_is_refused(db, arguments):
    with pytest.raises(CommandError) as refused:
        call_command("import_articles", *arguments)
    assert refused.value.returncode == 2


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("name,title\nx,y\n", "has no column “path”"),
        ("path,title\na.txt,one\na.txt,two\n", "names a.txt twice"),
        ('{"path": "a.txt"}\n{"path":\n', "cannot be read"),
    ],
)
def test_a_manifest_that_cannot_be_used_is_refused(tmp_path, table, said):
    (tmp_path / "manifest.csv").write_text(table)
    with pytest.raises(UnreadableManifest, match=said):
        read_manifest(tmp_path / "manifest.csv")


def test_a_manifest_names_inputs_by_the_end_of_their_path(tmp_path):
    (tmp_path / "m.csv").write_text("path,date,mood\na/x.txt,2019,glad\nb/x.txt,2020,sad\nx.txt,2021,\n")
    manifest = read_manifest(tmp_path / "m.csv")
    assert manifest.given("crawl/a/x.txt") == {"published": "2019"}
    assert manifest.given("crawl/b/x.txt") == {"published": "2020"}
    assert manifest.given("crawl/c/x.txt") == {"published": "2021"}
    assert manifest.given("crawl/y.txt") == {}
    assert manifest.unknown_columns == ("mood",)


def test_a_manifest_names_inputs_by_their_address_however_it_is_written(tmp_path):
    (tmp_path / "m.csv").write_text(
        "url,byline\nhttp://a.example/1/?utm_source=x,Ann Lee\na.example/2,Bo Ek\n"
    )
    manifest = read_manifest(tmp_path / "m.csv")
    assert manifest.given("d.jsonl#1", "https://www.a.example/1/amp/")["byline"] == "Ann Lee"
    assert manifest.given("d.jsonl#2", "https://a.example/2#top")["byline"] == "Bo Ek"
    assert manifest.given("d.jsonl#3", "https://a.example/2?id=3") == {}


def test_a_manifest_may_be_json_lines(tmp_path):
    (tmp_path / "m.jsonl").write_text('{"path": "x.txt", "author": "Berit Dahl", "published": null}\n')
    assert read_manifest(tmp_path / "m.jsonl").given("x.txt") == {"byline": "Berit Dahl"}
