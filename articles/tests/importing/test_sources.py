"""Who published and which agency supplied: the rules, from the surest on."""

import pytest

from articles.importing import sources
from articles.importing.prose import credits, datelines
from articles.importing.prose.passages import Passage


def page(*body, header=(), tail=(), suppliers=(), url=""):
    def passages(texts):
        return tuple(Passage(text, 0, len(text)) for text in texts)

    supplied = tuple((name, Passage(name, 0, len(name))) for name in suppliers)
    return sources.Page(passages(header), passages(body), passages(tail), supplied, url)


def first(findings):
    return findings[0].value if findings else None


@pytest.mark.parametrize(
    ("line", "publisher", "agency"),
    [
        ("Source: Al Jazeera, News Agencies", "Al Jazeera", None),
        ("Source: Reuters", "Reuters", "Reuters"),
        ("SOURCE: BBC and AFP", "BBC", "Agence France-Presse"),
        ("Source: Agencies", None, None),
        ("Copyright 2009 The Associated Press. All rights reserved.", "Associated Press", "Associated Press"),
        ("© 2019 The Valley Post. All rights reserved.", "The Valley Post", None),
        ("Copyright", None, None),
        ("The source: a spring in the hills behind the town, they say, is drying up.", None, None),
    ],
)
def test_it_reads_source_and_copyright_lines(line, publisher, agency):
    assert first(sources.publisher(page(tail=[line]))) == publisher
    assert first(sources.agency(page(tail=[line]))) == agency


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://www.bbc.co.uk/news/1", "BBC"),
        ("https://edition.cnn.com/a", "CNN"),
        ("http://unknown-paper.example/a", "unknown-paper.example"),
        ("http://[broken", None),
        ("no address", None),
    ],
)
def test_it_knows_the_publisher_by_the_host(url, publisher):
    assert first(sources.publisher(page(url=url))) == publisher


def test_a_host_outranks_an_agency_and_keeps_it():
    both = page(url="https://www.iranfocus.com/en/1", suppliers=["Reuters"])
    assert (first(sources.publisher(both)), first(sources.agency(both))) == ("Iran Focus", "Reuters")


def test_an_agency_alone_is_the_publisher_with_little_confidence():
    [finding] = sources.publisher(page(suppliers=["AP"]))
    assert finding.value == "Associated Press"
    assert finding.confidence < 0.5


@pytest.mark.parametrize(
    ("lead", "place", "agency", "rest"),
    [
        ("TEHRAN (Reuters) – A senior aide", "TEHRAN", "Reuters", "A senior aide"),
        ("ST. JULIAN'S, Malta (Reuters) - Following", "ST. JULIAN'S, Malta", "Reuters", "Following"),
        ("BOCA RATON, Fla./NEW YORK  (Reuters) - Nasdaq", "BOCA RATON, Fla./NEW YORK", "Reuters", "Nasdaq"),
        ("NEW DELHI/SINGAPORE (Reuters)- The Royal", "NEW DELHI/SINGAPORE", "Reuters", "The Royal"),
        ("TEHRAN, Jan. 7 (Xinhua) -- Iran", "TEHRAN", "Xinhua", "Iran"),
        ("BEIRUT, Lebanon (AP) — Two men", "BEIRUT, Lebanon", "AP", "Two men"),
        ("Tripoli, Libya (CNN) -- Embattled", "Tripoli, Libya", "CNN", "Embattled"),
        ("(Reuters) - Sales", "", "Reuters", "Sales"),
        ("WASHINGTON — The House", "WASHINGTON", "", "The House"),
        ("ST. JOSEPH, Mich. (AP) - Michigan", "ST. JOSEPH, Mich.", "AP", "Michigan"),
    ],
)
def test_it_parts_the_dateline_from_the_first_sentence(lead, place, agency, rest):
    found = datelines.find(" ".join(lead.split()))
    assert (found.place, found.agency, " ".join(lead.split())[found.end :]) == (place, agency, rest)


@pytest.mark.parametrize(
    "lead",
    [
        "The Cable (, a website of the magazine, also reported",
        "Perry (left) met officials",
        "UPDATE — The House met",
        "A lake drained overnight",
        "NATO (the alliance) - it said",
    ],
)
def test_it_takes_no_other_beginning_for_a_dateline(lead):
    assert datelines.find(lead) is None


@pytest.mark.parametrize(
    ("line", "is_place"),
    [
        ("Tehran, Iran", True),
        ("Kabul, Afghanistan –", True),
        ("WASHINGTON", True),
        ("AUSTIN, Texas", True),
        ("John Smith, Reporter", False),
        ("Talks resume in Iran", False),
        ("Paris, Rome and fashion", False),
        ("", False),
    ],
)
def test_it_knows_a_line_with_a_place(line, is_place):
    assert datelines.is_place(line) is is_place


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Nora Whitlock", "Nora Whitlock"),
        ("By Nora Whitlock and Sam Adeyemi", "Nora Whitlock and Sam Adeyemi"),
        ("By PETER ORSI, Associated Press Writer", "PETER ORSI"),
        ("By Carla Mendes, AP Writer – Mon Feb 2, 8:03 am ET", "Carla Mendes"),
        ("By Rosa Lenz | Published 7 January 2019", "Rosa Lenz"),
        ("By the end of the year, prices had doubled.", None),
        ("By 2019 the river had dried up", None),
        ("By", None),
    ],
)
def test_it_reads_bylines(line, names):
    assert credits.byline(line) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("(Reporting by Parisa Hafezi; Writing by A B; Editing by C D)", "Parisa Hafezi"),
        ("(Reporting by Ann Lee in London, Bo Ray in Oslo; editing by C D)", "Ann Lee, Bo Ray"),
        ("(Writing by Ann Lee, editing by Bo Ray and Cy Fox)", "Ann Lee"),
        ("(Additional reporting by Ann Lee)", ""),
        ("(Editing by Ann Lee)", ""),
    ],
)
def test_it_reads_the_reporters_of_a_credit_line(line, names):
    assert credits.reporters(credits.credit(line).text) == names


@pytest.mark.parametrize(
    "text", ["He was reporting by radio.", "(a report by the ministry)", "The editing was poor."]
)
def test_it_takes_no_sentence_for_a_credit_line(text):
    assert credits.credit(text) is None
