"""A page → a reading: its markup read once, its text cut out of it, each field found by its own ladder."""

from __future__ import annotations

from collections.abc import Iterator

from articles.importing import addresses, languages, plain, sources
from articles.importing import dates as text_dates
from articles.importing.draft import Cut, Finding, Known, Raw, Reading
from articles.importing.pages import (
    authors,
    body,
    dates,
    markup,
    metadata,
    publishers,
    standfirsts,
    titles,
)
from articles.importing.pages.markup import Markup
from articles.importing.pages.metadata import Metadata, texts
from articles.importing.pages.statements import Statement, findings, placed
from articles.importing.story import Story


def read_page(raw: Raw, known: Known) -> Reading:
    """What a web page says of itself; raises Unreadable where there is no text in it."""
    page = markup.read(raw)
    said = metadata.read(page)
    told = body.read(page, said)
    text = plain.together(told.body)
    found = _findings(page, said, told, text, raw, known)
    return Reading(
        text=page.text,
        encoding=page.encoding,
        body=text,
        findings={field: ladder for field, ladder in found.items() if ladder},
        cuts=tuple(_cuts(told, page.text)),
    )


def _findings(page: Markup, said: Metadata, told: Story, text: str, raw: Raw, known: Known):
    """A ladder for each field, surest first."""
    urls = _addresses(said, raw)
    url = urls[0].value if urls else ""
    sites = publishers.find(page, said, url)
    names = publishers.names_of(sites, url, said)
    headlines = findings(titles.find(page, said, names), page.text)
    title = headlines[0].value if headlines else ""
    in_text = plain.findings(told, "", known)
    written = text_dates.find(text_dates.Page((), told.body, told.tail, "", known.latest))
    stated = {
        "title": headlines,
        "standfirst": findings(standfirsts.find(page, said, title, text), page.text),
        "byline": findings(authors.find(page, said, names, told.body), page.text),
        "source": findings(sites, page.text),
        "url": findings(urls, page.text),
        "published": findings(dates.find(page, said, url, written, known.latest), page.text),
        "language": languages.of_page(text, said.language, _locales(said)),
    }
    return {field: _with_text(field, stated, in_text, page.text) for field in {**in_text, **stated}}


FROM_TEXT = {"byline": 0.55, "source": 0.6, "agency": 1.0, "dateline": 1.0}  # how far a text's own ladder is believed


def _with_text(field: str, stated, in_text, text: str) -> tuple[Finding, ...]:
    """What the page states, and then what its text says, less sure for standing among other words."""
    ladder = list(stated.get(field, ()))
    values = {one.value for one in ladder}
    for one in in_text.get(field, ()) if field in FROM_TEXT else ():
        if one.value not in values:
            sure = round(one.confidence * FROM_TEXT[field], 2)
            ladder.append(placed(Finding(one.value, one.rule, sure, one.evidence), text))
    return tuple(sorted(ladder, key=lambda one: -one.confidence))


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
    return stated + [("inLanguage", text) for node in said.articles for text in texts(node.get("inLanguage"))[:1]]


def _cuts(told: Story, text: str) -> Iterator[Cut]:
    """What was cut from the extracted text, where it stands word for word in the page."""
    for cut in told.cuts:
        passage = told.original[cut.start : cut.end].strip()
        start = text.find(passage) if passage else -1
        if start >= 0:
            yield Cut(start, start + len(passage), cut.rule)
