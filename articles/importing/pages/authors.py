"""Who wrote an article, as its page states it: people, or an agency or newsroom where nobody else signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from articles.importing.pages.markup import Markup
from articles.importing.pages.metadata import Metadata, texts
from articles.importing.pages.statements import Statement
from articles.importing.pages.titles import Names, is_site
from articles.importing.prose import credits, datelines
from articles.importing.prose.furniture import is_button
from articles.importing.prose.passages import Passage, fold
from articles.importing.sources import agency_name
from articles.importing.wordlists import entries
from articles.importing.written import MONTH

METAS = {
    "author": 0.8,
    "article:author": 0.78,
    "og:article:author": 0.75,
    "parsely-author": 0.82,
    "sailthru.author": 0.82,
    "dc.creator": 0.78,
    "dc.creator.creator": 0.78,
    "dcterms.creator": 0.78,
    "byl": 0.8,
    "authors": 0.8,
    "cxenseparse:author": 0.75,
    "cse-authors": 0.78,
    "mrf:authors": 0.82,
    "article.author": 0.75,
    "citation_author": 0.8,
}
LINKS = "link to the author"
ELEMENTS = (
    ('.//*[@itemprop="author"]', "author in the text", 0.76),
    ('.//a[@rel="author" or contains(@rel, "author ")]', LINKS, 0.74),
    (
        './/a[contains(@href, "/author/") or contains(@href, "/autor/") or contains(@href, "/auteur/")]',
        LINKS,
        0.55,
    ),
    (
        ".//*[self::p or self::div or self::span or self::a or self::address or self::li]"
        '[contains(@class, "byline") or contains(@class, "Byline") or contains(@class, "author")'
        ' or contains(@class, "Author")'
        ' or contains(@class, "writer") or contains(@class, "autor")]',
        "line of the author",
        0.6,
    ),
)
LABELS = (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2"))
WRITTEN_BY = re.compile(
    r"writ|author|verfasst|geschrieben|écrit|escrito|scritto|autor|auteur|door|napisane", re.I
)
MOST_ELEMENTS = 6
SURE = 0.75  # from here on the text of the page is not searched for a line of the author
LONGEST = 60  # letters of one name
LONGEST_LINE = 200
MOST_NAMES = 12
BY = re.compile(
    r"^\W*(?:(?:words|story|text|written|posted|published|reported|reporting|article|texte?|testo|report|exclusive|analysis)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|oleh|przez|od|författare|autora?|author|авторы?|автор)\b[:\s]+"
    r"|^\W*(?:作者|记者|記者|文|采写|撰文|글)\s*[:：/|｜]\s*",
    re.I,
)
PARTS = re.compile(
    r"\s*(?:[;|·•、，/\n]|,(?!\s*(?:Jr|Sr|II|III|PhD|M\.?D)\b)|\s(?:and|und|et|y|e|og|och|en|i|и|та|dan|with|mit)\s|&)\s*"
)
NOISE = re.compile(
    r"\(?\S+@\S+\.\w+\)?|\(?@\w+\)?|https?://\S+|\bwww\.\S+|\b(?:facebook|twitter|instagram|linkedin)\b.*$|\([^()]*\)"
    r"|\s+(?:follow|contact|view|see all|more|updated|published|posted|share|email)\b.*$"
    r"|\s+(?:기자|특파원|記者|记者|特派員)(?=$|\s)"
    r"|(?:责任编辑|責任編輯|责编|编辑)\s*[:：].*$|\s+[+＋]?\s*(?:关注|關注|复制链接|複製連結|フォロー|팔로우).*$"
    r"|\s+(?:envoyée?s?\s+spécia\w+|enviad[oa]s?\s+especial\w*|inviat[aeio]\b|special\s+to\b).*$",
    re.I,
)
# A line with a name, a place and a day: Anna Berg | Oslo | 08/01/2014.
STAMPED = re.compile(r"^([^|·•]+)[|·•].*[|·•]\s*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b[^|·•]*$")
DATED = re.compile(
    rf"[\s,|·–—-]*\b(?:on\s+)?(?:\w+day,?\s+)?(?:\d{{1,2}}\.?\s+)?{MONTH}(?:\s+\d|\s*$).*$", re.I
)
BEHIND = re.compile(
    r"\s+(?:for|in|at|from|aus|pour|para|dans|bei)\s+.*$|\s[-–—|]\s.*$|\s+\d.*$|,?\s+(?:is|was|has)\s.*$",
    re.I,
)
NEWSROOM = re.compile(
    r"redaktion|redacci|rédaction|redazione|redactie|redakcja|redação|редакци|newsroom|\bdesk\b|\bstaff\b|\bteam\b"
    r"|\bonline\b|agentur|\bagenc|\bnews\b|\bpress\b|新聞|新闻|日報|デジタル|編集|뉴스|일보|\.\w{2,3}$|\beditors?\b"
    r"|\bjournal\b|\bmagazine\b|\bmedia\b|\bnetwork\b|\btimes\b|\bbureau\b|correspondents?$|reporters?$|writers?$|\binc\b",
    re.I,
)
ROLE = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|journalist|columnist|chief|redakteur|redakteurin|producer"
    r"|contributor|senior|deputy|assistant|head of|political|sports?|business|chef|leiter|leiterin|specialist"
    r"|director|opinion|photographer|analyst|fotograf|meteorologist|autor|volontär|korrespondent\w*|journaliste?|periodista|redactor\w*"
    r"|giornalista|professor|lecturer|updated|published|min read|read)\b",
    re.I,
)


def find(page: Markup, said: Metadata, names: Names, story: Sequence[Passage]) -> list[Statement]:
    """The bylines that the page states: people, joined; else the agency or newsroom that signs."""
    found = [one for line in (*_linked(page, said), *_metas(said)) for one in _people(line, names)]
    if not any(one.confidence >= SURE for one in found):
        signers = [fold(name) for one in found for name in one.value.split(", ")]
        lines = (line for line in _elements(page) if not _of_others(line, signers))
        found += [one for line in (*lines, *_signatures(story)) for one in _people(line, names)]
    return _agreed(found)


def _of_others(line: tuple[list[str], str, float], signers: Sequence[str]) -> bool:
    """Whether links to authors begin with who signs the page already: the next ones are of other articles."""
    printed, rule, _ = line
    return rule == LINKS and any(fold(printed[0]).startswith(signer) for signer in signers)


def _linked(page: Markup, said: Metadata) -> Iterator[tuple[list[str], str, float]]:
    for node in said.articles:
        for field, confidence in (("author", 0.92), ("creator", 0.85)):
            value = node.get(field)
            listed = value if isinstance(value, list) else [value]
            yield (
                [page.tidy(text) for one in listed for text in _named(one)],
                f"{field} in the linked data",
                confidence,
            )


def _named(author) -> list[str]:
    if isinstance(author, Mapping):
        written = texts(author.get("name"))
        parts = [str(author.get(part) or "") for part in ("givenName", "familyName")]
        return written or ([" ".join(parts).strip()] if any(parts) else [])
    return texts(author)


def _metas(said: Metadata) -> Iterator[tuple[list[str], str, float]]:
    for name, confidence in METAS.items():
        values = list(said.meta.get(name, ()))
        if values:
            yield values, f"meta {name}", confidence
    for label, data in LABELS:
        if any(WRITTEN_BY.search(value) for value in said.meta.get(label, ())):
            yield list(said.meta.get(data, ())), f"meta {data}", 0.7
    yield list(said.meta.get("twitter:misc:written by", ())), "meta twitter:misc:written by", 0.7


def _elements(page: Markup) -> Iterator[tuple[list[str], str, float]]:
    for path, rule, confidence in ELEMENTS:
        found = []
        for element in page.tree.xpath(path)[:MOST_ELEMENTS]:
            words = page.words(element)
            if 1 < len(words) <= LONGEST_LINE and not any(words in other for other in found):
                found.append(words)
        if found:
            yield found[:3] if "line" not in rule else found[:1], rule, confidence


def _signatures(story: Sequence[Passage]) -> Iterator[tuple[list[str], str, float]]:
    """A name alone as the first or last paragraph of a story of several."""
    for passage in (story[-1], story[0]) if len(story) > 3 else ():
        text = passage.text
        is_name = 2 <= len(passage.words) <= 4 and credits.NAMES.fullmatch(text) and not text.isupper()
        if is_name and not datelines.is_place(text) and not is_button(passage):
            yield [text], "signature", 0.5


def _people(line: tuple[list[str], str, float], names: Names) -> Iterator[Statement]:
    printed, rule, confidence = line
    parts = list(dict.fromkeys(part for text in printed for part in _parts(text)))[:MOST_NAMES]
    people = [part for part in parts if _is_person(part, names)]
    evidence = "; ".join(printed)
    if people:
        yield Statement(", ".join(_shortest(people)), rule, confidence, evidence)
        return
    others = [part for part in parts if _signs(part)]
    if others and confidence > 0.7:
        own = all(is_site(fold(other), names.sites) for other in others)
        yield Statement(", ".join(others), f"{rule}, no person", confidence / (3 if own else 2), evidence)


def _parts(text: str) -> Iterator[str]:
    if "://" in text and " " not in text.strip():
        return
    for part in PARTS.split(DATED.sub("", BY.sub("", STAMPED.sub(r"\1", text)))):
        name = BEHIND.sub("", NOISE.sub("", BY.sub("", part))).strip(" .,:;-–—|\"'“”*")
        if 1 < len(name) <= LONGEST:
            yield name


def _is_person(name: str, names: Names) -> bool:
    key = fold(name)
    words = key.split()
    if not words or any(character.isdigit() for character in name) or agency_name(name) or len(words) > 6:
        return False
    if NEWSROOM.search(name) or is_site(key, names.sites) or all(word in entries("nobody") for word in words):
        return False
    if ROLE.search(name) or name.casefold() in datelines.suppliers() | datelines.places():
        return False
    return len(words) > 1 or not name.isascii() or (name[:1].isupper() and len(name) > 3)


def _signs(name: str) -> bool:
    """Whether a page can be signed with that: an agency or a newsroom, but no bare word like Staff."""
    words = fold(name).split()
    if (
        not any(map(str.isalpha, name))
        or ROLE.search(name)
        or name.casefold() in datelines.places()
        or all(word in entries("nobody") for word in words)
    ):
        return False
    is_login = len(words) == 1 and name.islower() and name.isascii() and "." not in name
    return bool(words) and (not is_login or agency_name(name) is not None)


def agencies(found: Sequence[Statement]) -> list[Statement]:
    """The agencies among those who sign a page, who supplied its story."""
    signed = [(one, agency_name(part)) for one in found for part in one.evidence.split("; ") if part]
    return [Statement(name, one.rule, 0.8, one.evidence) for one, name in signed if name]


def _shortest(people: Iterable[str]) -> list[str]:
    """The people without those whose name is part of another's."""
    people = list(people)
    keys = {name: fold(name) for name in people}
    return [
        name
        for index, name in enumerate(people)
        if not any(
            (keys[name] != keys[other] and f" {keys[name]} " in f" {keys[other]} ")
            or (keys[name] == keys[other] and index > people.index(other))
            for other in people
        )
    ]


def _agreed(found: list[Statement]) -> list[Statement]:
    keys = [frozenset(fold(statement.value).split()) for statement in found]
    return [s.surer(0.03 * (keys.count(key) - 1)) for s, key in zip(found, keys, strict=True)]
