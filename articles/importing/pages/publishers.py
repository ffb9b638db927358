"""Who published a page: the known host, what the page calls its site, what stands behind its titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.importing import sources
from articles.importing.pages.markup import Markup
from articles.importing.pages.metadata import Metadata, texts
from articles.importing.pages.statements import Statement
from articles.importing.pages.titles import SEPARATOR, Names
from articles.importing.prose.passages import fold

METAS = {
    "og:site_name": 0.82,
    "application-name": 0.7,
    "apple-mobile-web-app-title": 0.62,
    "publisher": 0.66,
    "dc.publisher": 0.68,
    "dc.publisher.name": 0.68,
    "dcterms.publisher": 0.68,
    "cre": 0.6,
    "source": 0.55,
    "copyright": 0.5,
    "article:publisher_name": 0.6,
}
FOOTERS = (
    './/footer | .//*[contains(@class, "copyright") or contains(@id, "footer") or contains(@class, "footer")]'
)
MOST_FOOTERS = 4
MOST_HEADINGS = 12
COPYRIGHT_MARK = re.compile(r"©|\(c\)\s|\bcopyright\b", re.I)
LONGEST_LINE = 120  # letters of a line of copyright
SURE = 0.7  # from here on a footer is not searched
LONGEST = 50  # letters of a site's name
MOST_WORDS = 6
SECOND_LEVEL = frozenset("co com org net ac gov edu or ne go gob".split())
GENERIC = frozenset("home news blog website my site wordpress web app page untitled default article".split())
AROUND = re.compile(
    r"^(?:©|\(c\)|copyright|(?:来源|來源|出典)\s*[:：])?\s*(?:(?:19|20)\d\d[\s,-]*)*"
    r"|\s+(?:inc|ltd|llc|gmbh|s\.?a|plc|corp)\b\.?.*$|\s*(?:版权所有|版權所有|all rights reserved).*$",
    re.I,
)
COLON = "："
CLAUSE = re.compile("[，。！？；“”…%％]")  # what no site has in its name


def find(page: Markup, said: Metadata, url: str) -> list[Statement]:
    """The names of the publisher that the page states, surer where they fit the address."""
    label = label_of(sources.host(url))
    printed = [*_linked(page, said), *_metas(said), *_handle(said), *_behind_titles(page, said)]
    if not any(one.confidence >= SURE for one in printed):
        printed += _copyright(page)
    printed = [named for one in printed for named in _tidy(one)]
    return [*_of_host(url), *_agreed([_usual(_fitting(one, label)) for one in printed])]


def names_of(statements: Sequence[Statement], url: str, said: Metadata) -> Names:
    """What may stand behind a headline: the names of the site, the host, the sections."""
    host = sources.host(url)
    sites = {fold(one.value) for one in statements if one.confidence >= 0.5}
    stated = said.metas("og:site_name", "twitter:site")
    sites |= {fold(value) for _, value in stated if len(value) <= LONGEST}
    sites |= {fold(host), fold(label_of(host))}
    sections = {
        fold(value) for _, value in said.metas("article:section", "og:section", "section", "category")
    }
    for node in said.articles:
        sections |= {fold(text) for text in texts(node.get("articleSection"))}
    for node in said.by_type("BreadcrumbList"):
        sections |= {fold(text) for item in node.get("itemListElement") or () for text in texts(_item(item))}
    sections |= {fold(part) for part in re.split(r"[/.]", url)[3:-1] if 2 < len(part) < 25}
    return Names(frozenset(sites - {""}), frozenset(sections - {""}))


def _item(item):
    if not isinstance(item, dict):
        return ""
    inner = item.get("item")
    return item.get("name") or (inner.get("name") if isinstance(inner, dict) else "") or ""


def label_of(host: str) -> str:
    """The part of a host that names its site: "bbc" of news.bbc.co.uk."""
    parts = host.split(".")
    while len(parts) > 1 and (len(parts[-1]) <= 3 or parts[-1] in SECOND_LEVEL or len(parts) == 2):
        last = parts.pop()
        if len(parts) == 1 or (parts[-1] not in SECOND_LEVEL and len(last) >= 2):
            break
    return parts[-1] if parts else ""


def _of_host(url: str) -> Iterator[Statement]:
    found = sources.of_address(url) if url else None
    if found:
        name, known = found
        yield Statement(name, "host of the address", 0.97 if known else 0.3, url)


def _linked(page: Markup, said: Metadata) -> Iterator[Statement]:
    for node in said.articles:
        for text in texts(node.get("publisher"))[:1]:
            yield Statement(page.tidy(text), "publisher in the linked data", 0.78)
        for text in texts(node.get("isPartOf"))[:1]:
            yield Statement(page.tidy(text), "part of, in the linked data", 0.45)
    for node in said.by_type("NewsMediaOrganization", "WebSite", "Organization"):
        for text in texts(node.get("name"))[:1]:
            yield Statement(page.tidy(text), "organisation in the linked data", 0.6)


def _metas(said: Metadata) -> Iterator[Statement]:
    for name, value in said.metas(*METAS):
        yield Statement(value, f"meta {name}", METAS[name])


def _handle(said: Metadata) -> Iterator[Statement]:
    for _, value in said.metas("twitter:site"):
        if value.startswith("@") and len(value) > 3:
            yield Statement(value[1:], "meta twitter:site", 0.32, value)


def _behind_titles(page: Markup, said: Metadata) -> Iterator[Statement]:
    """What stands at either end of the page's title, beside its headline and its sections."""
    element = next(page.tree.iter("title"), None)
    titles = [page.tidy(element.text)] if element is not None else []
    headings = {fold(page.words(each)) for each in list(page.tree.iter("h1", "h2", "h3"))[:MOST_HEADINGS]}
    for title in [*titles, *(value for _, value in said.metas("og:title"))]:
        parts, whole = SEPARATOR.split(title), fold(title)
        own = [key for key in headings if key and (key in whole or whole in key)]
        first = parts[:1] if COLON not in title else []  # who speaks, or where, as a rule
        ends = [part for part in (parts[-1], *first) if _can_be_site(part, own)]
        if len(parts) > 1 and ends:
            yield Statement(ends[0], "end of the page's title", 0.34, title)


def _can_be_site(part: str, headlines: Sequence[str]) -> bool:
    """Whether a part of a title can be the name of the site: it is none of the headline's."""
    if not 0 < len(part) <= LONGEST or CLAUSE.search(part):
        return False
    return not any(fold(part) in headline for headline in headlines)


def _copyright(page: Markup) -> Iterator[Statement]:
    """The owner named in the footer, in a line with the mark of copyright."""
    for element in page.tree.xpath(FOOTERS)[-MOST_FOOTERS:]:
        words = page.words(element)
        mark = COPYRIGHT_MARK.search(words)
        line = words[mark.start() : mark.start() + LONGEST_LINE] if mark else ""
        for match in sources.COPYRIGHT.finditer(line):
            if len(match["name"].split()) <= MOST_WORDS:
                yield Statement(match["name"].strip(" -–"), "copyright line", 0.4, match[0])
                return


def _tidy(statement: Statement) -> Iterator[Statement]:
    """The statement, its name without what surrounds it; nothing where it can be none."""
    name = re.sub(r"^https?://(?:www\.)?|/$", "", AROUND.sub("", statement.value)).strip(' .,|-–—@"')
    parts = [part for part in re.split(r"\s+[|·•–—-]\s+|\s*[|｜]\s*", name) if part]
    name = min(parts, key=len) if len(parts) > 1 and len(name) > 25 else name
    key = fold(name)
    if key and key not in GENERIC and len(name) <= LONGEST and len(key.split()) <= MOST_WORDS:
        yield replace(statement, value=name, evidence=statement.evidence or statement.value)


def _fitting(statement: Statement, label: str) -> Statement:
    """The statement, surer where name and host say the same."""
    close, host = _close(statement.value), _close(label)
    if not host or not close.isascii():
        return statement
    if close in (host, f"{host}com") or close.removeprefix("the") == host.removeprefix("the"):
        return statement.surer(0.15)
    initials = "".join(word[0] for word in fold(statement.value).split())
    if host in close or (len(close) > 3 and close in host) or initials == host:
        return statement.surer(0.05)
    return statement.surer(-0.06)


def _close(name: str) -> str:
    return fold(name).replace(" ", "")


def _usual(statement: Statement) -> Statement:
    """The statement with the usual name of a known publisher."""
    known = sources.publisher_name(statement.value)
    return replace(statement, value=known, evidence=statement.evidence) if known else statement


def _agreed(found: Sequence[Statement]) -> list[Statement]:
    keys = [_close(statement.value).removeprefix("the") for statement in found]
    return [s.surer(0.03 * min(3, keys.count(key) - 1)) for s, key in zip(found, keys, strict=True)]
