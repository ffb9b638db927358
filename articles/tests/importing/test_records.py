"""Records of every known shape become readings; what they state is weighed, with the rule that found it."""

import json
from datetime import date

import pytest

from articles.importing import fragments
from articles.importing.draft import Known, Raw, Unreadable
from articles.importing.pipeline import read_article
from articles.importing.shapes import read_mapping
from articles.importing.sources import publisher_of
from articles.tests.importing.made import STORY

KNOWN = Known(latest=date(2024, 6, 30))
URL = "https://www.valley.example/harbour"


def article(record, mapping=None, **given):
    content = json.dumps(record).encode() if isinstance(record, dict) else record
    return read_article(Raw("a.json", content, given, kind="record", mapping=mapping or {}), KNOWN)


def first(draft, field):
    finding = draft.findings[field][0]
    return finding.value, finding.rule


NEWS_PLEASE = {
    "authors": ["Ann Lee"],
    "date_download": "2019-02-01 10:00:00",
    "date_modify": "2019-01-09 10:00:00",
    "date_publish": "2019-01-07 23:30:00",
    "description": "Work begins in spring, and the fishermen are glad.",
    "language": "en",
    "maintext": STORY,
    "source_domain": "www.bbc.co.uk",
    "title": "Harbour to be dredged",
    "url": "https://www.bbc.co.uk/news/1",
}
NEWSPAPER = {
    "title": "Harbour to be dredged",
    "text": STORY,
    "publish_date": "2019-01-07T23:30:00-05:00",
    "authors": ["Ann Lee"],
    "source_url": "https://www.bbc.co.uk",
    "url": "https://www.bbc.co.uk/news/1",
    "meta_lang": "en",
}
SCHEMA = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Harbour to be dredged",
    "articleBody": STORY,
    "datePublished": "2019-01-07T23:30:00-05:00",
    "dateModified": "2019-01-09",
    "author": [{"@type": "Person", "name": "Ann Lee"}],
    "publisher": {"@type": "Organization", "name": "BBC"},
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://www.bbc.co.uk/news/1"},
    "inLanguage": "en-GB",
}
GRAPH = {
    "@graph": [
        {"@type": "WebSite", "@id": "#site", "name": "Home"},
        {"@type": "Organization", "@id": "#bbc", "name": "BBC"},
        {"@type": "Person", "@id": "#ann", "name": "Ann Lee"},
        {**SCHEMA, "publisher": {"@id": "#bbc"}, "author": [{"@id": "#ann"}]},
    ]
}
PLAIN = {
    "Headline": "Harbour to be dredged",
    "content": STORY,
    "pubDate": "Mon, 07 Jan 2019 23:30:00 -0500",
    "creator": "By Ann Lee",
    "source": {"id": "bbc", "name": "BBC"},
    "link": "https://www.bbc.co.uk/news/1",
    "lang": "en_GB",
}


@pytest.mark.parametrize("record", [NEWS_PLEASE, NEWSPAPER, SCHEMA, GRAPH, PLAIN, {"_source": PLAIN}])
def test_it_reads_the_known_shapes(record):
    draft = article(record)
    assert draft.title == "Harbour to be dredged"
    assert draft.body.startswith("The harbour of Oslo will be dredged")
    assert draft.body.endswith("and many had left.")
    assert str(draft.published) == "2019-01-07"
    assert (draft.byline, draft.language) == ("Ann Lee", "en")
    assert draft.source in ("BBC", "bbc.co.uk")  # as the record has it
    assert draft.url == "https://www.bbc.co.uk/news/1"


def test_every_value_names_its_rule():
    draft = article(NEWS_PLEASE)
    assert first(draft, "published") == ("2019-01-07", "news-please: date_publish")
    assert first(draft, "standfirst") == (NEWS_PLEASE["description"], "news-please: description")
    assert draft.findings["published"][-1].rule == "news-please: date_modify, the day of a change"
    assert article(SCHEMA).findings["source"][0].rule == "schema.org: publisher"


def test_a_record_of_any_other_shape_is_mapped():
    record = {"kop": "Harbour to be dredged", "inhoud": {"tekst": STORY}, "dag": "2019-01-07"}
    with pytest.raises(Unreadable, match="holds no text, only kop, inhoud, dag"):
        article(record)
    draft = article(record, read_mapping("title=kop, body=inhoud.tekst,date=dag"))
    assert (draft.title, str(draft.published)) == ("Harbour to be dredged", "2019-01-07")
    assert first(draft, "title")[1] == "--map: kop"


@pytest.mark.parametrize("text", ["body", "text2=a", "=a", "body="])
def test_a_mapping_that_maps_nothing_says_so(text):
    with pytest.raises(ValueError, match="maps nothing"):
        read_mapping(text)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2019-01-07", "2019-01-07"),
        ("2019-01-07T23:59:00-08:00", "2019-01-07"),
        ("2019-01", "2019-01"),
        ("20190107T120000Z", "2019-01-07"),
        (1546875000, "2019-01-07"),
        (1546875000.5, "2019-01-07"),
        (1546875000000, "2019-01-07"),
        ({"$date": "2019-01-07T10:00:00Z"}, "2019-01-07"),
        ("Mon Jan 07 20:00:00 +0000 2019", "2019-01-07"),
        ("7 January 2019", "2019-01-07"),
        ("0000-00-00", None),
        ("0000-01-01", None),
        ("9999-12-31", None),
        ("2050-01-01", None),
        ("05/06/2019", None),
        ("yesterday", None),
        (10**400, None),
        (-1e300, None),
        (99999999999999, None),
        (True, None),
    ],
)
def test_it_keeps_the_day_as_it_is_printed_and_refuses_what_cannot_be(written, read):
    draft = article({"title": "Harbour", "text": STORY, "published": written})
    assert (draft.published and str(draft.published)) == read


def test_a_day_that_the_address_contradicts_is_less_sure():
    record = {**NEWS_PLEASE, "url": "https://www.bbc.co.uk/2018/03/02/harbour"}
    ladder = article(record).findings["published"]
    assert [(f.value, f.confidence) for f in ladder[:2]] == [("2019-01-07", 0.8), ("2018-03-02", 0.93)]


@pytest.mark.parametrize(
    ("stated", "known"),
    [
        ("https://www.bbc.co.uk/news/1?utm_term=.3c&id=7#top", "https://www.bbc.co.uk/news/1?id=7"),
        ("HTTPS://WWW.BBC.co.uk:443/news/1/amp/", "https://www.bbc.co.uk/news/1"),
        ("https://www.bbc.co.uk/news/1", "https://www.bbc.co.uk/news/1"),
        ("https://www.bbc.co.uk/", ""),
        ("ftp://bbc.co.uk/news/1", ""),
        ("https://www.bbc.co.uk/" + 2000 * "a", ""),
    ],
)
def test_a_stated_address_is_the_one_under_which_the_page_is_known(stated, known):
    draft = article({**NEWS_PLEASE, "url": stated})
    assert draft.url == known
    if known:
        assert draft.findings["url"][0].evidence == (stated if stated != known else "")


def test_a_records_own_address_is_taken_before_that_of_its_site():
    record = {**PLAIN, "url": "https://www.bbc.co.uk/", "permalink": "https://www.bbc.co.uk/news/1"}
    assert article(record).url == "https://www.bbc.co.uk/news/1"


def test_what_was_given_stands_above_what_is_stated():
    assert article(NEWS_PLEASE, title="Dredging").title == "Dredging"


def test_a_host_that_a_record_names_is_its_source_to_the_letter():
    draft = article({**NEWS_PLEASE, "source_domain": "edition.cnn.com"})
    assert draft.source == "edition.cnn.com"
    assert "CNN" in [finding.value for finding in draft.findings["source"]]
    assert publisher_of(draft.source) == "CNN"


def test_an_address_names_the_publisher_where_the_record_names_none():
    record = {name: value for name, value in NEWS_PLEASE.items() if name != "source_domain"}
    assert article({**record, "url": "https://edition.cnn.com/2019/harbour"}).source == "CNN"


def test_an_unlisted_publisher_is_its_host_at_last():
    record = {**NEWS_PLEASE, "source_domain": "www.valley.example", "url": URL}
    assert article(record).source == "valley.example"


def test_an_agency_is_an_agency_too():
    draft = article({"title": "Harbour", "body": STORY, "source": "Reuters"})
    assert (draft.source, draft.agency) == ("Reuters", "Reuters")


def test_the_sites_name_leaves_the_title():
    draft = article({**PLAIN, "Headline": "Harbour to be dredged | BBC"})
    assert draft.title == "Harbour to be dredged"


def test_only_people_are_authors():
    authors = ["https://www.facebook.com/ann", "Ann Lee", "BBC", "Ann Lee", "@ann", "x" * 80]
    assert article({**NEWS_PLEASE, "authors": authors}).byline == "Ann Lee"


def test_its_offsets_point_into_the_record_through_every_escape():
    body = f"By Zo\u00eb \u201cZed\u201d Lee\n\n\U0001f600 {STORY}\n"
    body += f"READ MORE: Fishermen \u201cglad\u201d of \\ plans\n\n{STORY}"
    for escaped in (True, False):
        record = json.dumps({"title": "Harbour", "text": body}, ensure_ascii=escaped).encode()
        draft = article(record)
        cut = next(cut for cut in draft.cuts if "reference" in cut.rule)
        printed = json.loads(f'"{draft.text[cut.start : cut.end]}"')
        assert printed == "READ MORE: Fishermen \u201cglad\u201d of \\ plans"


def test_the_original_is_the_record_untouched():
    content = json.dumps(NEWS_PLEASE, indent=1).encode()
    assert article(content).text == content.decode()


def test_the_first_sentence_stays_where_the_summary_is_another():
    lead = "Ann and Bo have broken up after all these years."
    assert lead in article({**NEWS_PLEASE, "maintext": f"{lead}\n{STORY}"}).body


def test_a_summary_that_is_the_lead_once_more_is_none():
    draft = article({**NEWS_PLEASE, "description": STORY[:80]})
    assert draft.standfirst == ""


def test_markup_in_a_text_field_is_read_as_shown():
    html = "<p>The harbour &amp; the <a href='x'>ferry</a> of Oslo will be dredged.</p><script>no</script>"
    draft = article(
        {"title": "Harbour", "content": html + "<p>Fishermen welcomed the plan of the mayor.</p>"}
    )
    assert draft.body == (
        "The harbour & the ferry of Oslo will be dredged.\n\nFishermen welcomed the plan of the mayor."
    )
    assert draft.cuts == ()


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;", "One\n\nTwo"),
        ("One<br>Two<br/><br/>Three", "One\nTwo\n\nThree"),
        ("<p>a" + "<div>" * 5000 + "b", None),
        ("<p>\x00</p>", ""),
        ("Talks resume. <script async src='x.js'>no</script>", "Talks resume."),
        ("H<sub>2</sub>O in the harbour", "H2O in the harbour"),
    ],
)
def test_it_shows_what_html_shows(html, text):
    assert text is None or fragments.shown(html) == text
    fragments.shown(html)


@pytest.mark.parametrize("text", [STORY + "\0" + STORY, STORY + "\ud800", "\ufeff" + STORY, STORY + "\u0000"])
def test_it_survives_what_no_text_should_hold(text):
    draft = article({"title": "Har\0bour \ud83d", "text": text})
    draft.text.encode()
    draft.body.encode()
    assert "\0" not in draft.text + draft.body + draft.title
    assert all("\0" not in f.value + f.evidence for ladder in draft.findings.values() for f in ladder)


def test_markdown_states_in_its_front_matter_and_keeps_its_offsets():
    text = (
        "---\r\ntitle: Harbour to be dredged\r\ndate: 2019-01-07 23:30:00 -0500\r\n"
        "author: [Ann Lee]\r\n---\r\n"
        '## Work *begins*\r\n\r\n**The harbour** of [Oslo](https://oslo.example "x") will be _dredged_ soon, '
        "the mayor_of_oslo told reporters.\r\n\r\n![boat](boat.png)\r\n\r\n"
        "Fishermen welcomed the plan of the mayor.\r\n"
    )
    draft = read_article(Raw("a.md", text.encode(), kind="markdown"), KNOWN)
    assert draft.text == text
    assert (draft.title, str(draft.published), draft.byline) == (
        "Harbour to be dredged",
        "2019-01-07",
        "Ann Lee",
    )
    assert "The harbour of Oslo will be dredged soon, the mayor_of_oslo told reporters." in draft.body
    assert "boat" not in draft.body
    assert first(draft, "title")[1] == "front matter: title"
    front = next(cut for cut in draft.cuts if cut.rule == "front matter")
    assert draft.text[front.end :].startswith("## Work")


@pytest.mark.parametrize(
    "front", ["a: [", "- list", "a: &a [*a]", "x", "&a [*a,*a]: 1", "!!python/object:os.system x: 1"]
)
def test_front_matter_that_cannot_be_read_states_nothing(front):
    draft = read_article(Raw("a.md", f"---\n{front}\n---\n{STORY}".encode(), kind="markdown"), KNOWN)
    assert "The harbour of Oslo" in draft.body
