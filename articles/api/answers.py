"""What the API answers, as OpenAPI describes it; and what may be asked, read from the table of filters."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field, create_model

from articles.filters import ArticleFilter, FacetFilter
from articles.search.fields import BY_NAME


class Problem(Schema):
    """Something went wrong: one sentence that says what, and what to do."""

    error: str


def _asked():
    """The filters of the results page, with what each is for."""
    fields = {}
    for name, filter in ArticleFilter.base_filters.items():
        said = BY_NAME[name].help if name in BY_NAME else filter.label
        if isinstance(filter, FacetFilter):
            fields[name] = (list[str], Field(default_factory=list, description=f"{said} Repeatable."))
        else:
            fields[name] = (str, Field("", description=said))
    return create_model("Asked", __base__=Schema, **fields)


Asked = _asked()


class Turning(Schema):
    """Which page, and how long."""

    cursor: str = Field("", description="“next” of the page before; empty for the first page.")
    limit: int = Field(20, ge=1, le=100, description="How many on one page.")


class Printed(Schema):
    """An actor in an article."""

    name: str
    kind: str
    code: str | None
    spellings: list[str]
    count: int
    status: str
    quoted: int = Field(description="Places at which the text gives the actor's words.")
    salience: float = Field(description="From 0 to 1, how much the article is about the actor.")
    roles: list[str] = Field(description="mentioned, headline, first, quoted.")


class Headline(Schema):
    """An article without its text. `published` is as exact as it is known: 2019-01-07, 2019-01, 2019."""

    id: int
    path: str | None
    title: str
    standfirst: str
    byline: str
    dateline: str
    source: str | None
    publisher: str | None
    agency: str | None
    language: str
    url: str
    published: str | None
    actors: list[Printed]
    family: int
    changed: str


class Whole(Headline):
    """An article with its text, and how each value was found."""

    body: str
    findings: dict


class Told(Schema):
    """What was understood and how many articles it finds, in which state of the archive."""

    words: str
    notices: list[str]
    count: int
    archive_version: int


class Articles(Told):
    articles: list[Headline]
    next: str | None


class Value(Schema):
    """One value of a facet: what addresses say, what people say, how many articles it would leave."""

    value: str
    label: str
    count: int
    selected: bool


class Facet(Schema):
    name: str
    label: str
    values: list[Value] = Field(alias="choices")


class Facets(Told):
    facets: list[Facet]


class Bar(Schema):
    period: str
    count: int


class Histogram(Told):
    """Articles by year, or by month where they lie within few years."""

    bars: list[Bar]
    undated: int
    without_month: int


class ActorName(Schema):
    name: str
    use: str
    language: str


class ActorInShort(Schema):
    """A person, a country or an organisation; `since` and `until` are years, such as of birth and death."""

    slug: str
    kind: str
    name: str
    code: str
    wikidata_id: str
    since: int | None
    until: int | None
    status: str
    article_count: int


class ActorWhole(ActorInShort):
    spellings: list[ActorName]


class Actors(Schema):
    count: int
    actors: list[ActorInShort]
    next: str | None


class SourceInShort(Schema):
    slug: str
    name: str
    homepage: str
    article_count: int


class Sources(Schema):
    count: int
    sources: list[SourceInShort]
    next: str | None


class Suggestion(Schema):
    kind: str
    label: str
    detail: str
    query: str


class Suggestions(Schema):
    suggestions: list[Suggestion]
