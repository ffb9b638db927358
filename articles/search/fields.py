"""FIELDS: one table of what can be asked for. Parser, filters, facets and the help page read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date

from articles.periods import Period

TEXT, ACTOR, SOURCE, CODE, DATE, YEAR = "text", "actor", "source", "code", "date", "year"
FAMILY, MARK, SURELY = "family", "mark", "surely"

Days = tuple[date | None, date | None]


@dataclass(frozen=True)
class Field:
    """One thing to search in: `title:` and its like in the search box, a facet beside it, or both.

    `index` names the engine's field. A text field with `weight` is searched by plain words, and the weight
    is what a match in it is worth beside a match in the body. `days` turns a typed period into the first and
    last day that an article may have appeared on. `values`, if any, are the only ones that may be
    typed, each with its words for a sentence. `facet` is the facet's heading, drawn beside
    the results where it is `aside`, `said` how the choice reads
    in a sentence, with {} for the value.
    """

    name: str
    kind: str
    label: str
    help: str
    example: str
    said: str
    index: str = ""
    weight: float = 0.0
    days: Callable[[Period], Days] | None = None
    facet: str = ""
    typed: bool = True
    aside: bool = True
    values: Mapping[str, str] = dataclass_field(default_factory=dict)


def since(period: Period) -> Days:
    """From the period's first day on: since 2019 begins with 1 January 2019."""
    return period.first, None


def before(period: Period) -> Days:
    """Up to the last day before the period begins: before 2019 ends with 31 December 2018."""
    return None, date.fromordinal(max(period.first.toordinal() - 1, 1))


def during(period: Period) -> Days:
    """The days of the period itself."""
    return period.first, period.last


FIELDS = (
    Field(
        "title",
        TEXT,
        "Title",
        "Words in the headline.",
        "title:sanctions",
        "{} in the title",
        index="title",
        weight=4.0,
    ),
    Field(
        "standfirst",
        TEXT,
        "Standfirst",
        "Words in the sentence under the headline.",
        'standfirst:"nuclear talks"',
        "{} in the standfirst",
        index="standfirst",
        weight=2.0,
    ),
    Field("body", TEXT, "Text", "Words in the text.", "body:oil", "{} in the text", index="body", weight=1.0),
    Field(
        "byline",
        TEXT,
        "Byline",
        "Words in the line that names the writer.",
        "byline:fisk",
        "{} in the byline",
        index="byline",
        weight=0.8,
    ),
    Field(
        "place",
        TEXT,
        "Place",
        "The place the article was written from, as printed.",
        "place:tehran",
        "written from {}",
        index="place",
        weight=0.8,
    ),
    Field(
        "person",
        ACTOR,
        "Person",
        "Articles that mention the person, under any known spelling of the name.",
        'person:"Ali Shamkhani"',
        "with {}",
        index="people",
        facet="People",
    ),
    Field(
        "country",
        ACTOR,
        "Country",
        "Articles that mention the country: by name, code or demonym.",
        "country:Iran",
        "with {}",
        index="countries",
        facet="Countries",
    ),
    Field(
        "organisation",
        ACTOR,
        "Organisation",
        "Articles that mention the organisation.",
        'organisation:"United Nations"',
        "with {}",
        index="organisations",
        facet="Organisations",
    ),
    Field(
        "actor",
        ACTOR,
        "Person, country or organisation",
        "Articles that mention whoever it is: a person, a country or an organisation.",
        "actor:Norway",
        "with {}",
    ),
    Field(
        "source",
        SOURCE,
        "Source",
        "Who published or supplied the article: by name, publisher or web address.",
        'source:"Al Jazeera"',
        "from {}",
        index="sources",
        facet="Sources",
    ),
    Field(
        "agency",
        SOURCE,
        "Agency",
        "The news agency that supplied the article.",
        "agency:Reuters",
        "supplied by {}",
        index="agency",
        facet="Agencies",
    ),
    Field(
        "lang",
        CODE,
        "Language",
        "The language of the article, by its two-letter code.",
        "lang:fa",
        "in the language “{}”",
        index="language",
        facet="Languages",
    ),
    Field(
        "family",
        FAMILY,
        "Family",
        "All tellings of one story: the family of the article with this number.",
        "family:12",
        "telling the story of article {}",
        index="family",
    ),
    Field(
        "is",
        MARK,
        "Kind",
        "Articles without any date (undated), read by an editor (reviewed), or later copies (copy).",
        "is:undated",
        "{}",
        index="marks",
        values={"undated": "undated", "reviewed": "read by an editor", "copy": "a later copy"},
    ),
    Field(
        "has",
        MARK,
        "Has",
        "Articles with a byline, standfirst, place, source or agency.",
        "has:byline",
        "with {}",
        index="marks",
        values={
            "byline": "a byline",
            "standfirst": "a standfirst",
            "place": "a place",
            "source": "a known source",
            "agency": "an agency",
        },
    ),
    Field(
        "after",
        DATE,
        "Since",
        "Since the day, month or year began: after:2019 includes 1 January 2019.",
        "after:2019-01",
        "since {}",
        days=since,
    ),
    Field(
        "before",
        DATE,
        "Before",
        "Before the day, month or year began: before:2019 ends with 31 December 2018.",
        "before:1950",
        "before {}",
        days=before,
    ),
    Field("on", DATE, "On", "On the day.", "on:2019-01-07", "on {}", days=during),
    Field("during", DATE, "In", "Within the month or the year.", "during:2019-01", "in {}", days=during),
    Field(
        "surely",
        SURELY,
        "Surely",
        "Leaves out articles that only possibly lie in the dates asked for.",
        "surely:yes",
        "",
        values={"yes": ""},
    ),
    Field(
        "year",
        YEAR,
        "Year",
        "Published in the year.",
        "year=2019",
        "in {}",
        index="year",
        facet="Years",
        typed=False,
    ),
    Field(
        "month",
        YEAR,
        "Month",
        "Published in the month.",
        "month=2019-01",
        "in {}",
        index="month",
        facet="Months",
        typed=False,
        aside=False,
    ),
    Field(
        "city",
        CODE,
        "Place",
        "Written from the place, as counted.",
        "city=tehran",
        "from {}",
        index="place_key",
        facet="Places",
        typed=False,
    ),
)

BY_NAME = {field.name: field for field in FIELDS}
TYPED = {field.name: field for field in FIELDS if field.typed}
TEXTS = tuple(field for field in FIELDS if field.kind == TEXT)
FACETS = {field.name: field for field in FIELDS if field.facet}
ASIDE = tuple(name for name, field in FACETS.items() if field.aside)
