"""Pages that only list others are told from articles, and are skipped unless somebody wants them."""

import json

import pytest
from django.core.management import call_command

from articles.importing.draft import Known, NoArticle, Raw
from articles.importing.pages import read_page
from articles.importing.pipeline import read_article
from articles.importing.refinding import refind
from articles.importing.store import failed_places, import_paths
from articles.models import Article, ImportFailure, ImportRun
from articles.tests.importing.made import crawl
from articles.tests.importing.test_import_command import run, summary
from articles.tests.importing.test_pages import KNOWN, STORY, linked

SUMMARY = "The council decided on Monday after a long debate. Work is to begin in spring."
HEADLINES = [f"Harbour number {n} of the valley will be dredged" for n in range(24)]
NAME = "<title>The Valley Post: news, sport and weather of the valley</title>"


def front(*, headlines=HEADLINES, head=NAME, above="", teaser="<h2><a href='/{0}'>{1}</a></h2><p>{2}</p>"):
    """A page that lists articles, each with a summary."""
    listed = "".join(teaser.format(n, headline, SUMMARY) for n, headline in enumerate(headlines))
    return f"<!DOCTYPE html><html><head>{head}</head><body>{above}{listed}</body></html>".encode()


def story(*paragraphs):
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def is_skipped(content, known=KNOWN, **facts):
    try:
        read_page(Raw("page.html", content, kind="page", **facts), known)
    except NoArticle as reason:
        return str(reason) == "The page lists others and tells no story of its own."
    return False


@pytest.mark.parametrize(
    "page",
    [
        front(),
        front(head=""),
        front(head='<title>Sport</title><meta property="og:type" content="website">', above="<h1>Sport</h1>"),
        front(teaser="<h1>{1}, and more of it</h1><a href='/{0}'>{1}</a><p>{2}</p>"),
        front(teaser="<li><a href='/{0}'>{1}</a> (4 comments)</li>"),
        front(teaser="<a href='/{0}'>{1}</a><br>{2}<br>"),
        front(teaser="<table><tr><td><b><a href='/{0}'>{1}</a></b><td>{2}</table>"),
        front(
            headlines=[f"{n}年ぶりに港の大規模な工事が始まる" for n in range(20)],
            head="<title>谷新聞</title>",
        ),
        front(above=f"<script>var text = '{'A story in a script. ' * 90}';</script>"),
    ],
)
def test_a_list_of_headlines_is_no_article(page):
    assert is_skipped(page)


@pytest.mark.parametrize(
    "page",
    [
        front(headlines=HEADLINES[:19]),
        front(headlines=[f"Harbour {n}" for n in range(60)]),
        front(above=story(*STORY * 3)),
        front(
            head="<title>The Valley Post</title>", above=f"<h1>The old bridge reopens</h1>{story(STORY[0])}"
        ),
        front(head='<meta property="og:type" content="article">'),
        front(head='<meta property="article:published_time" content="2019-01-07T10:00:00Z">'),
        front(head=linked(headline="Bridge to be rebuilt")),
        front(
            head="<title>Wooden bridge to be rebuilt | The Valley Post</title>",
            above=f"""
            <div>Wooden bridge to be rebuilt</div>{story(STORY[0])}""",
        ),
        front(
            head="<title>Wooden bridge to be rebuilt</title>",
            above="<b>Original: Wooden bridge to be rebuilt</b>",
        ),
    ],
)
def test_where_in_doubt_a_page_is_an_article(page):
    assert not is_skipped(page)


def test_a_first_page_may_print_its_name():
    page = front(above="<p>The Valley Post: news, sport and weather of the valley</p>")
    assert not is_skipped(page)
    assert not is_skipped(page, stated={"url": "https://post.example/2019/harbour"})
    assert is_skipped(page, stated={"url": "https://post.example/"})


def test_who_knows_something_of_a_page_or_wants_all_gets_it():
    assert not is_skipped(front(), given={"published": "2019-01-07"})
    assert not is_skipped(front(), Known(fronts=True))


@pytest.mark.parametrize(("title", "skipped"), [("", True), ("Harbours of the valley", False)])
def test_a_page_in_a_record_is_an_article_where_the_record_has_a_title(title, skipped):
    record = {"title": title, "html": front().decode()}
    raw = Raw("a.json", json.dumps(record).encode(), kind="record")
    if skipped:
        with pytest.raises(NoArticle):
            read_article(raw, Known())
    else:
        assert read_article(raw, Known()).title == title


@pytest.fixture
def crawled(folder):
    (folder / "front.html").write_bytes(front())
    (folder / "bridge.html").write_bytes(front(above=story(*STORY * 3)))
    return folder


@pytest.mark.django_db(transaction=True)
def test_what_is_skipped_is_counted_shown_and_kept_with_the_run(crawled):
    told = run(crawled)
    assert told.startswith("1 created, 0 updated, 0 unchanged, 0 failed, 1 skipped")
    assert "front.html: The page lists others" in told
    assert ImportRun.objects.get().skipped == 1
    kept = ImportFailure.objects.get()
    assert (kept.skipped, kept.path.endswith("front.html")) == (True, True)


@pytest.mark.django_db(transaction=True)
def test_a_crawl_brings_its_articles_alone(folder):
    (folder / "a.warc.gz").write_bytes(
        crawl(
            ("https://post.example/", "200 OK", "text/html", front()),
            ("https://post.example/1", "200 OK", "text/html", front(above=story(*STORY * 3))),
        )
    )
    report = summary(folder)
    assert (report["created"], report["failed"]) == (1, 0)
    assert [page["reason"][:21] for page in report["left_out"]] == ["The page lists others"]


@pytest.mark.django_db(transaction=True)
def test_fronts_are_imported_on_request_and_then_are_articles_like_others(crawled):
    first = import_paths([crawled]).run
    assert failed_places(first) == []
    assert failed_places(first, with_fronts=True) == [str(crawled / "front.html")]
    call_command("import_articles", "--with-fronts", retry=first, workers=1)
    assert Article.objects.count() == 2
    assert (refind().unchanged, Article.objects.count()) == (2, 2)
    assert summary(crawled)["unchanged"] == 2


@pytest.mark.django_db(transaction=True)
def test_many_are_not_all_shown(folder):
    for n in range(7):
        (folder / f"{n}.html").write_bytes(front(headlines=[f"{n} {each}" for each in HEADLINES]))
    told = run(folder)
    assert told.count("The page lists others") == 5
    assert "… and more skipped, all kept with import run" in told
