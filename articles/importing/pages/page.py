"""A page → a reading: its markup read once, its text cut out of it, each field found by its own ladder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from articles.importing import addresses, cleaning, languages, plain, sources
from articles.importing import dates as text_dates
from articles.importing.draft import Cut, Finding, Known, NoArticle, Raw, Reading
from articles.importing.pages import (
    authors,
    body,
    dates,
    fronts,
    markup,
    metadata,
    publishers,
    standfirsts,
    titles,
)
from articles.importing.pages.markup import Markup
from articles.importing.pages.metadata import Metadata, texts
from articles.importing.pages.statements import Statement, findings, placed
from articles.importing.prose.story import Story

Ladders = Mapping[str, tuple[Finding, ...]]
# How far the ladders of a page's text are believed: bylines and sources are stated better above it.
FROM_TEXT = {"byline": 0.55, "source": 0.6, "agency": 1.0, "dateline": 1.0}


def read_page(raw: Raw, known: Known) -> Reading:
    """What a web page says of itself; raises Unreadable where there is no text in it, NoArticle where it only
    lists others and nobody wants it or knows anything of it."""
    page = markup.read(raw)
    said = metadata.read(page)
    if not (known.fronts or raw.given) and fronts.is_front(page, said, _where(said, raw)):
        raise NoArticle("The page lists others and tells no story of its own.")
    told = body.read(page, said)
    urls = _addresses(said, raw)
    url = urls[0].value if urls else ""
    sites = publishers.find(page, said, url)
    names = publishers.names_of(sites, url, said)
    headlines = titles.find(page, said, names)
    told = body.without_headline(
        told, page, [one.value for one in headlines], standfirsts.texts_of(page, said)
    )
    text, latest = plain.together(told.body), _latest(raw, known)
    stated = {
        "title": headlines,
        "standfirst": standfirsts.find(page, said, [one.value for one in headlines], text),
        "byline": authors.find(page, said, names, told.body),
        "source": sites,
        "url": urls,
        "published": dates.find(page, said, url, _written(told, latest), latest),
    }
    ladders = _ladders(page, raw, stated)
    ladders["language"] = languages.of_page(text, said.language, _locales(said))
    found = _with_text(ladders, plain.findings(told, "", known), page.text)
    return Reading(page.text, page.encoding, text, found, tuple(_cuts(told, page.text)))


def _ladders(page: Markup, raw: Raw, stated: Mapping[str, Sequence[Statement]]) -> dict:
    """A ladder for each field, of what the page states and what was said beside it, surest first."""
    stated = {**stated, "agency": authors.agencies(stated["byline"])}
    return {
        field: findings((*statements, *_beside(raw, field)), page.text)
        for field, statements in stated.items()
    }


def _latest(raw: Raw, known: Known) -> date | None:
    """The last day on which the page can have appeared: a page was published before it was fetched."""
    fetched = dates.day_of(str(raw.stated.get("fetched") or ""))
    days = [day for day in (fetched, known.latest) if day]
    return min(days, default=None)


def _written(told: Story, latest: date | None) -> tuple[Finding, ...]:
    """The dates that the story's own text says it appeared on."""
    return text_dates.find(text_dates.Page((), told.body, told.tail, "", latest))


def _with_text(ladders: Ladders, in_text: Ladders, text: str) -> Ladders:
    """What the page states, and then what its text says, less sure for standing among other words."""
    found = dict(ladders)
    for field, trust in FROM_TEXT.items():
        stated = found.get(field, ())
        more = [
            placed(replace(one, confidence=round(one.confidence * trust, 2), start=None, end=None), text)
            for one in in_text.get(field, ())
            if all(one.value != other.value for other in stated)
        ]
        found[field] = tuple(sorted((*stated, *more), key=lambda one: -one.confidence))
    return {field: ladder for field, ladder in found.items() if ladder}


def _beside(raw: Raw, field: str) -> Iterator[Statement]:
    """What a feed or a crawl says of the page: less than the page itself, but more than a guess."""
    value = cleaning.tidy(str(raw.stated.get(field) or "")) if field != "url" else ""
    if field == "published":
        day = dates.day_of(value)
        value = day.isoformat() if day else ""
    if value:
        yield Statement(value, "stated beside the page", 0.7)


def _addresses(said: Metadata, raw: Raw) -> list[Statement]:
    """The addresses of the page: the one it calls its own, and the one it was fetched from."""
    fetched = raw.address
    stated = [*_own_addresses(said), (fetched, "address it was fetched from", 0.85)]
    base = next((url for url, *_ in stated if url.startswith("http")), "")
    read = [(addresses.canonical(url, base), url, rule, sure) for url, rule, sure in stated if url]
    deep = any(not addresses.is_home(url) for url, *_ in read if url)
    found = [
        Statement(url, rule, sure - 0.6 * (deep and addresses.is_home(url)), printed)
        for url, printed, rule, sure in read
        if url
    ]
    return sorted(found, key=lambda one: -one.confidence)


def _where(said: Metadata, raw: Raw) -> str:
    """Where the page was fetched from, or else says that it lies."""
    return raw.address or next(iter(said.links.get("canonical", ())), "")


def _own_addresses(said: Metadata) -> Iterator[tuple[str, str, float]]:
    own = next((url for _, url in said.metas("og:url")), "")
    for url in said.links.get("canonical", ())[:1]:
        yield url, "canonical link", 0.8 if _elsewhere(url, own) else 0.95
    yield from ((url, f"meta {name}", 0.9) for name, url in said.metas("og:url", "twitter:url"))
    for node in said.articles:
        for field in ("url", "mainEntityOfPage", "@id"):
            value = node.get(field)
            if isinstance(value, dict):
                value = value.get("@id") or value.get("url")
            yield from ((url, f"{field} in the linked data", 0.7) for url in texts(value)[:1] if "://" in url)


def _elsewhere(canonical: str, own: str) -> bool:
    """Whether a canonical link names the page of another publisher, whose article this one took over."""
    hosts = [publishers.label_of(sources.host(url)) for url in (canonical, own)]
    return all(hosts) and hosts[0] != hosts[1]


def _locales(said: Metadata) -> list[tuple[str, str]]:
    stated = [*said.metas("og:locale", "content-language", "dc.language", "language")]
    return stated + [
        ("inLanguage", text) for node in said.articles for text in texts(node.get("inLanguage"))[:1]
    ]


def _cuts(told: Story, text: str) -> Iterator[Cut]:
    """What was cut from the extracted text, where it stands word for word in the page."""
    for cut in told.cuts:
        passage = told.original[cut.start : cut.end].strip()
        start = text.find(passage) if passage else -1
        if start >= 0:
            yield Cut(start, start + len(passage), cut.rule)
