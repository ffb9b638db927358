"""Web pages: what each ladder takes from which place, and pages that mean harm."""

import json
import time
from datetime import date

import pytest

from articles.importing.draft import Known, Raw, Unreadable
from articles.importing.pages import markup, read_page
from articles.importing.pipeline import read_article

KNOWN = Known(latest=date(2024, 6, 30))
STORY = [
    "The town council decided on Monday to rebuild the wooden bridge over the mill stream, lost in a flood.",
    "“Children have had to walk two miles to school since then,” said the mayor, Agnes Thorne, on Monday.",
    "The work is to begin in spring and will cost ninety thousand crowns, most of it paid by the county.",
]


def page(head="", body="", story=STORY, lang="en", encoding="utf-8"):
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in story)
    text = (
        f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body><article>{body}{paragraphs}</article>'
    )
    return text.encode(encoding)


def linked(**fields):
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def read(content, **stated):
    return read_page(Raw("page.html", content, kind="page", stated=stated), KNOWN)


def found(content, field, **stated):
    ladder = read(content, **stated).findings.get(field, ())
    return ladder[0].value if ladder and ladder[0].confidence >= 0.15 else ""


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (
            "<title>Bridge to be rebuilt | The Daily</title>",
            "<h1>Bridge to be rebuilt</h1>",
            "Bridge to be rebuilt",
        ),
        (
            "<title>Bridge to be rebuilt - Local - The Daily</title>"
            '<meta property="og:site_name" content="The Daily">'
            '<meta property="article:section" content="Local">',
            "",
            "Bridge to be rebuilt",
        ),
        (
            "<title>Bridge to be rebuilt : Local : daily.example</title>",
            "<h1>Bridge to be rebuilt</h1>",
            "Bridge to be rebuilt",
        ),
        (linked(headline="Bridge &amp; mill: what now?"), "<h1>Other</h1>", "Bridge & mill: what now?"),
        (
            "<title>Spider-Man – the bridge scene</title>",
            "<h1>Spider-Man – the bridge scene</h1>",
            "Spider-Man – the bridge scene",
        ),
        (
            '<meta property="og:title" content="Bridge to be…">',
            "<h1>Bridge to be rebuilt</h1>",
            "Bridge to be rebuilt",
        ),
        ("<title>大桥将重建……_要闻_河谷网</title>", "", "大桥将重建……"),
        ("<title>3-5月重建大桥：“终于等到了”-河谷日报</title>", "", "3-5月重建大桥：“终于等到了”"),
        ("<title>大桥-水车一并重建</title>", "", "大桥-水车一并重建"),
        ("<title>snake_case and under_score</title>", "", "snake_case and under_score"),
    ],
)
def test_it_takes_names_from_headlines_on_evidence_only(head, body, title):
    assert found(page(head, body), "title") == title


@pytest.mark.parametrize(
    ("head", "body", "byline"),
    [
        (linked(author=[{"@type": "Person", "name": "Ann Lee"}, {"name": "Bo Ek"}]), "", "Ann Lee, Bo Ek"),
        (linked(author="By Ann Lee and Bo Ek"), "", "Ann Lee, Bo Ek"),
        ('<meta name="author" content="Ann Lee (ann@daily.example.org)">', "", "Ann Lee"),
        ('<meta name="author" content="Staff">', "", ""),
        (
            '<meta name="author" content="The Daily"><meta property="og:site_name" content="The Daily">',
            '<a rel="author">Ann Lee</a>',
            "Ann Lee",
        ),
        ('<meta property="article:author" content="https://facebook.example.com/ann">', "", ""),
        ("", '<div class="byline">Von Jürgen Groß, Redakteur</div>', "Jürgen Groß"),
        (linked(author={"@type": "Organization", "name": "dpa"}), "", "dpa"),
        ('<meta name="author" content="Reuters, Washington">', "", "Reuters"),
        ("", '<div class="byline">By Ann Lee, November 18, 2019 10:15</div>', "Ann Lee"),
        ('<meta name="author" content="siteadmin">', "", ""),
        ("", '<div class="byline">Par ANN LEE, BO EK Envoyés spéciaux à Rive</div>', "ANN LEE, BO EK"),
        ("", '<a rel="author" href="/author/7">More from this author</a>', ""),
        ("", '<div class="author">Ann Lee | Mill Stream | 08/01/2014</div>', "Ann Lee"),
        (
            linked(author={"@type": "Organization", "name": "The Daily Studio"}),
            '<a href="/author/studio">The Daily Studio archive</a> <a href="/author/bo">Bo Ek</a>',
            "The Daily Studio",
        ),
        ('<meta name="author" content="作者：未知 责任编辑：李明">', "", ""),
        ('<meta name="author" content="记者：王小明">', "", "王小明"),
        ('<div class="author">王小明 关注</div>', "", "王小明"),
        ('<meta name="author" content="104363">', "", ""),
    ],
)
def test_it_names_people_as_authors(head, body, byline):
    assert found(page(head, body), "byline") == byline


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ('<link rel="canonical" href="https://www.nytimes.com/2019/01/07/a.html">', "The New York Times"),
        (
            '<meta property="og:site_name" content="Mill Stream News"><meta property="og:url" content="https://millstream.example.org/a">',
            "Mill Stream News",
        ),
        (linked(publisher={"name": "The Mill Stream"}), "The Mill Stream"),
        ("<title>Bridge to be rebuilt | The Mill Stream</title>", "The Mill Stream"),
        ('<link rel="canonical" href="https://millstream.org/a">', "millstream.org"),
        (
            '<link rel="canonical" href="https://www.nytimes.com/a"><meta property="og:url" content="https://www.bbc.co.uk/b">',
            "BBC",
        ),
        ("<title>大桥将重建_要闻_河谷网</title>", "河谷网"),
        ("<title>大桥将重建-河谷日报</title>", "河谷日报"),
        ("<title>大桥将重建：工程下月开始</title><h2>大桥将重建：工程下月开始</h2>", ""),
        ("<title>大桥将重建：工程，下月开始</title>", ""),
        ("<title>重建大桥：“终于等到了”</title><h1>原创重建大桥：“终于等到了”</h1>", ""),
        ('<meta name="copyright" content="河谷网版权所有">', "河谷网"),
        ('<meta name="source" content="来源：河谷网">', "河谷网"),
    ],
)
def test_it_names_the_publisher(head, source):
    assert found(page(head), "source") == source


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        (linked(datePublished="2019-01-07T23:10:00+01:00", dateModified="2020-02-02"), "", "2019-01-07"),
        ('<meta property="article:published_time" content="20190107T101500Z">', "", "2019-01-07"),
        ('<meta property="article:modified_time" content="2019-01-07">', "", ""),
        ('<meta name="pubdate" content="1546851600">', "", "2019-01-07"),
        ('<meta name="date" content="1970-01-01">', "", ""),
        ('<meta name="date" content="2031-01-01">', "", ""),
        ('<link rel="canonical" href="https://a.example.org/2019/01/07/bridge">', "", "2019-01-07"),
        (
            "",
            '<time class="updated" datetime="2019-02-02">2 February</time>'
            '<time datetime="2019-01-07">x</time>',
            "2019-01-07",
        ),
        ("", '<span class="date">Published 7 January 2019</span>', "2019-01-07"),
        ("", '<aside><time datetime="2015-05-05">5 May 2015</time></aside>', ""),
    ],
)
def test_it_finds_the_day_of_publication(head, body, day):
    assert found(page(head, body), "published") == day


def test_two_rungs_that_name_different_days_make_it_less_sure():
    sure = read(page(linked(datePublished="2019-01-07"))).findings["published"][0]
    unsure = read(
        page(
            linked(datePublished="2019-01-07"),
            '<time itemprop="datePublished" datetime="2018-03-03">3 March</time>',
        )
    ).findings["published"]
    assert unsure[0].confidence < sure.confidence
    assert [one.value for one in unsure[:2]] == ["2019-01-07", "2018-03-03"]
    assert "2018-03-03" in unsure[0].evidence


def test_a_summary_that_is_the_beginning_of_the_text_is_no_standfirst():
    beginning = STORY[0][:90]
    assert found(page(f'<meta name="description" content="{beginning}…">'), "standfirst") == ""
    said = "Six months after the flood the school children get their short way back."
    assert found(page(f'<meta name="description" content="{said}">'), "standfirst") == said


def test_the_headline_and_the_stamp_are_not_part_of_the_body():
    assert read(
        page("", "<h1>Bridge to be rebuilt</h1><p>7 January 2019, 10:15 GMT</p>")
    ).body == "\n\n".join(STORY)


def test_the_text_outranks_a_wrong_language_attribute():
    german = [
        "Der Stadtrat hat am Montag beschlossen, die hölzerne Brücke über den Mühlbach wieder aufzubauen.",
        "Die Kinder mussten seit dem Hochwasser zwei Meilen zur Schule laufen, sagte die Bürgermeisterin.",
    ]
    ladder = read(page(story=german, lang="en-US")).findings["language"]
    assert [one.value for one in ladder] == ["de", "en"]
    assert "de" in ladder[1].evidence


def test_an_agency_story_names_agency_and_publisher():
    story = [
        f"MILLTOWN, Jan 7 (Reuters) - {STORY[0]}",
        *STORY[1:],
        "(Reporting by Ann Lee; Editing by Bo Ek)",
    ]
    reading = read(page('<meta property="og:site_name" content="The Daily">', story=story))
    assert {field: reading.findings[field][0].value for field in ("agency", "source", "byline")} == {
        "agency": "Reuters",
        "source": "The Daily",
        "byline": "Ann Lee",
    }
    assert reading.body == "\n\n".join(STORY)


def test_an_agency_that_signs_supplied_the_story():
    assert found(page('<meta name="author" content="AFP">'), "agency") == "Agence France-Presse"


def test_findings_know_their_place_in_the_page():
    reading = read(page("<title>Bridge to be rebuilt</title>" + linked(datePublished="2019-01-07")))
    for ladder in reading.findings.values():
        for one in ladder:
            assert one.start is None or reading.text[one.start : one.end] == one.value
    assert reading.findings["title"][0].start is not None
    assert reading.findings["published"][0].start is not None


def test_the_address_it_was_fetched_from_is_used_where_the_page_states_none():
    content = page("<title>Bridge</title>")
    assert (
        found(content, "url", url="https://a.example.org/bridge?utm_source=x#top")
        == "https://a.example.org/bridge"
    )
    assert read_article(Raw("p.html", content, kind="page"), KNOWN).url == ""


def test_a_page_appeared_before_it_was_fetched():
    content = page(linked(datePublished="2019-02-03", dateCreated="2019-01-07"))
    assert found(content, "published", fetched="2019-01-20T10:00:00Z") == "2019-01-07"
    assert found(content, "published", fetched="2019-02-20T10:00:00Z") == "2019-02-03"


def test_what_a_feed_says_is_one_rung():
    stated = {"title": "Bridge, says the feed", "published": "2019-01-07", "byline": "Ann Lee"}
    assert [found(page(), field, **stated) for field in stated] == list(stated.values())
    assert found(page("", "<h1 class='headline'>Bridge</h1>"), "title", **stated) == "Bridge"


def test_a_story_that_stops_early_is_read_from_the_linked_data():
    whole = "\n\n".join(
        [
            *STORY,
            "And here the story goes on for those who pay, with all that the mayor said after the vote.",
        ]
    )
    reading = read(page(linked(headline="Bridge", articleBody=whole), story=STORY[:1]))
    assert reading.body == whole


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (page('<meta charset="iso-8859-1">', "<p>“Grüße” – aus Köln</p>", encoding="cp1252"), "cp1252"),
        (
            page(
                '<meta http-equiv="content-type" content="text/html; charset=gb2312">',
                "<p>市政府星期一决定重建木桥</p>",
                encoding="gb18030",
            ),
            "gb18030",
        ),
        (page('<meta charset="iso-8859-1">', "<p>Grüße</p>"), "utf-8"),
        (
            page('<meta charset="utf-8">', "<p>Совет решил заново построить мост</p>" * 9, encoding="cp1251"),
            "cp1251",
        ),
        (b"\xff\xfe" + page().decode().encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_it_finds_the_encoding(content, encoding):
    assert read(content).encoding == encoding


P = f"<p>{STORY[0]}</p>".encode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty."),
        (b"<html><head><title>Only a title</title></head><body></body></html>", "no text"),
        (b'<html><frameset><frame src="a.html"></frameset></html>', "frames"),
        (b"<html><body>" + b"<div>" * 100_000 + P, "nested deeper"),
        (b"<html><body>" + b"word<br>" * 70_000, "more than 60,000 elements"),
        (b"<html><body>" + P * 120_000, "larger than 12 MB"),
        (bytes(range(256)) * 100, "binary"),
        (b"<html><body>" + b"<" * 300_000, "no text"),
    ],
)
def test_what_is_no_article_is_refused_in_one_sentence(content, reason):
    with pytest.raises(Unreadable, match=reason) as refusal:
        read(content)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    "content",
    [
        b"<htm><bod><h1>Bridge<p>" + P * 3 + b'<a href="',
        b"<html><body>" + b"<div>" * 900 + P * 3,
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><html><body>&b;' + P * 3,
        b"<html><body><p>nul \0 nul</p>&#0;&#xD800;&#99999999;" + P * 3,
        page('<script type="application/ld+json">' + "[" * 50_000 + "</script>"),
        page(linked(author=[1, None, {"name": 7}], headline=["A"], articleSection=5, datePublished=20190107)),
        page(
            '<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":{"a":1}}</script>'
        ),
        page(
            '<link rel="canonical" href="http://[::1"><meta property="og:url" content="//">'
            '<meta name="date" content="0000-99-99">'
        ),
        page('<meta property="og:title" content="x y">' * 5_000),
    ],
)
def test_strange_markup_is_read_as_far_as_it_goes(content):
    draft = read_article(Raw("page.html", content, kind="page"), KNOWN)
    assert "wooden bridge" in draft.body
    assert "\0" not in draft.text + draft.body + draft.title


def test_a_large_page_is_read_within_seconds():
    started = time.monotonic()
    read(page(story=[f"{number}: {STORY[0]}" for number in range(8_000)]))
    assert time.monotonic() - started < 20


def test_limits_are_named():
    assert markup.LARGEST >= 5_000_000
