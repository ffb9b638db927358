"""What is known of an article and why: its findings and cuts as stored, whatever shape they are in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from articles.importing.draft import Finding
from articles.models import Article, Mention, Original, Version
from articles.pieces import Mark, Piece, pieces
from articles.roles import FIRST, HEADLINE, QUOTED, first_named, main_first, roles
from articles.sentences import sentence_at

LABELS = {
    "published": "Published",
    "source": "Source",
    "agency": "Agency",
    "byline": "Byline",
    "dateline": "Dateline",
    "language": "Language",
    "url": "Address",
    "title": "Headline",
    "standfirst": "Standfirst",
    "body": "Text",
}
ALWAYS_SHOWN = {"published", "source"}
TEXTS = {"title", "standfirst", "body"}
MOST_QUOTES = 3  # sentences shown for an actor
MOST_TELLINGS = 50  # copies and versions that a page lists


@dataclass(frozen=True)
class Fact:
    """One field of an article: its value, what the importer found for it, and whether an editor set it.

    `reason` is the finding that gave the value: None where an editor did, or nothing sure enough was found.
    `others` are the further findings, surest first.
    """

    field: str
    value: object
    edited: bool = False
    reason: Finding | None = None
    others: tuple[Finding, ...] = ()

    @property
    def label(self) -> str:
        return LABELS[self.field]

    @property
    def is_text(self) -> bool:
        """True for the fields that the page shows in full, whose value need not be repeated."""
        return self.field in TEXTS


@dataclass(frozen=True)
class LeftOut:
    """A passage of an original that is not in the article, and the rule that cut it."""

    text: str
    rule: str


@dataclass(frozen=True)
class Part:
    """The part that an actor plays in an article: its mention, its roles in words, and where it is quoted."""

    mention: Mention
    roles: tuple[str, ...]
    quotes: tuple[str, ...]


def parts(article: Article) -> list[Part]:
    """The parts of the actors whom readers see in the article, its main actors first."""
    first = first_named(article.shown_mentions)
    return [
        Part(each, tuple(_in_words(each, first)), tuple(_quotes(each, article)))
        for each in main_first(article.shown_mentions)
    ]


def _in_words(mention: Mention, first: Mention | None) -> Iterator[str]:
    held = roles(mention, first)
    said = {HEADLINE: "in the headline", FIRST: "named first", QUOTED: "quoted"}
    times = len(mention.quoted)
    for role, words in said.items():
        if role in held:
            yield f"{words} {times} times" if role == QUOTED and times > 1 else words


def _quotes(mention: Mention, article: Article) -> Iterator[str]:
    """The first sentences in which the text gives the actor's words."""
    for place in mention.quoted[:MOST_QUOTES]:
        if type(place) is int and 0 <= place < len(article.body):
            start, end = sentence_at(article.body, place)
            yield " ".join(article.body[start:end].split())


def facts(article: Article) -> list[Fact]:
    """What is known of the article, field by field; a field of which there is nothing to say is left out."""
    return [fact for fact in (_fact(article, field) for field in LABELS) if _worth_saying(fact)]


def _worth_saying(fact: Fact) -> bool:
    why = fact.reason or fact.others or fact.edited
    return bool(why or fact.field in ALWAYS_SHOWN or (fact.value and not fact.is_text))


def _fact(article: Article, field: str) -> Fact:
    found = findings(article, field)
    value, edited = getattr(article, field), field in article.edited_fields
    if edited or not value or not found:
        return Fact(field, value, edited, None, tuple(found))
    return Fact(field, value, edited, found[0], tuple(found[1:]))


def findings(article: Article, field: str) -> list[Finding]:
    """The stored findings for one field, the chosen one first; odd shapes are ignored."""
    stored = article.findings.get(field) if isinstance(article.findings, dict) else None
    return list(_readable(stored)) if isinstance(stored, list) else []


def _readable(stored: list) -> Iterator[Finding]:
    for entry in stored:
        if not isinstance(entry, dict):
            continue
        value, confidence = entry.get("value"), entry.get("confidence")
        if isinstance(value, str) and isinstance(confidence, int | float):
            said = [str(entry.get(name) or "") for name in ("rule", "evidence")]
            yield Finding(value, said[0], float(confidence), said[1], entry.get("start"), entry.get("end"))


def cuts(original: Original) -> list[Mark]:
    """The cut passages of an original, each about its rule, neighbours by one rule joined.

    Those that lie outside the text are ignored.
    """
    stored = original.cuts if isinstance(original.cuts, list) else []
    entries = [entry for entry in stored if isinstance(entry, dict)]
    made = [_mark(e.get("start"), e.get("end"), str(e.get("rule") or ""), original.text) for e in entries]
    joined: list[Mark] = []
    for cut in sorted(filter(None, made), key=lambda mark: mark.start):
        if joined and cut.about == joined[-1].about and not original.text[joined[-1].end : cut.start].strip():
            cut = Mark(joined.pop().start, cut.end, cut.about)
        joined.append(cut)
    return joined


def copies(article: Article) -> list[Article]:
    """The other articles of the same family, the earliest first."""
    told = Article.objects.told_like(article).select_related("source", "agency").defer("body", "findings")
    return [copy for copy in told[: MOST_TELLINGS + 1] if copy.pk != article.pk]


def versions(article: Article, copies: list[Article]) -> list[tuple[Article, float]]:
    """Articles that tell the story in partly other words, and how alike they are, the most alike first.

    Those that are versions of a copy are versions of the article too; of the copies of a version one stands
    for all.
    """
    family = {article.pk, *(copy.pk for copy in copies)}
    links = Version.objects.linking(family).for_headlines()[: 2 * MOST_TELLINGS]
    ends = [(end, link.likeness) for link in links for end in (link.article, link.other)]
    told = {}
    for end, likeness in ends:
        if end.pk not in family:
            told.setdefault(end.family_id or end.pk, (end, likeness))
    return list(told.values())[:MOST_TELLINGS]


def left_out(originals) -> list[LeftOut]:
    """Every passage of the originals that did not go into the article, in order."""
    return [
        LeftOut(original.text[cut.start : cut.end].strip(), cut.about)
        for original in originals
        for cut in cuts(original)
        if original.text[cut.start : cut.end].strip()
    ]


def marked(original: Original, article: Article | None) -> tuple[Piece, ...]:
    """The whole original in pieces about what was cut, marked where the values of the article were found.

    Without an article nothing is marked: an older input is not what its values were found in.
    """
    return pieces(original.text, cuts(original), list(_places(original, article)) if article else [])


def _places(original: Original, article: Article) -> Iterator[Mark]:
    for field in LABELS:
        for found in findings(article, field)[:1]:
            mark = _mark(found.start, found.end, LABELS[field], original.text)
            if mark and field != "body":
                yield mark


def _mark(start: object, end: object, about: str, text: str) -> Mark | None:
    whole = type(start) is int and type(end) is int and 0 <= start < end <= len(text)
    return Mark(start, end, about) if whole else None
