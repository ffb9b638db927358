"""Who is in which article, stored: what an editor confirmed or rejected stays, whatever is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from articles import actors
from articles.actors import unclear
from articles.copying import copy_rows
from articles.importing.draft import Draft, FoundMention, Known
from articles.importing.naming.mentions import find_mentions
from articles.models import Actor, Article, Mention
from articles.periods import Period

MOVING = ("spans", "title_spans", "rule", "confidence", "evidence", "quoted", "salience")
COLUMNS = ("article_id", "actor_id", *MOVING, "status")


def store_mentions(articles: Iterable[tuple[Article, Draft | None]], known: Known) -> set[int]:
    """The ids of the articles whose mentions changed; what an editor confirmed or rejected stays.

    Without a draft, or where an editor rewrote title or body, the names are found anew in the stored text.
    """
    articles = list(articles)
    found = {article.pk: _found(article, draft, known) for article, draft in articles}
    actor_of = _alive(actors.resolve([mention for mentions in found.values() for mention in mentions]))
    published = {article.pk: Period.from_range(article.published) for article, _ in articles}
    settled = unclear.settle(found, actor_of, published)
    stored = {(mention.article_id, mention.actor_id): mention for mention in _stored(found)}
    wanted: dict[tuple[int, int], FoundMention] = {}
    for pair, mention in (*_resolved(found, actor_of), *_of_settled(settled)):
        wanted[pair] = _joined(wanted[pair], mention) if pair in wanted else mention
    unseen = [mention for pair, mention in stored.items() if pair not in wanted]
    gone = [mention for mention in unseen if mention.status not in Mention.DECIDED]
    new = [(*pair, *_values(mention)) for pair, mention in wanted.items() if pair not in stored]
    moved = [m for pair, m in stored.items() if pair in wanted and _move(m, wanted[pair])]
    orphaned = [mention for mention in unseen if mention.status in Mention.DECIDED and _unanchor(mention)]
    Mention.objects.filter(pk__in=[mention.pk for mention in gone]).delete()
    copy_rows(Mention, COLUMNS, new)
    Mention.objects.bulk_update([*moved, *orphaned], [*MOVING, "status"])
    changed = {mention.article_id for mention in [*gone, *moved, *orphaned]}
    return changed.union(settled.changed, (article for article, *_ in new))


def _found(article: Article, draft: Draft | None, known: Known) -> tuple[FoundMention, ...]:
    if draft and (article.title, article.body) == (draft.title, draft.body):
        return draft.mentions
    return find_mentions(article.title, article.body, article.language, known)


def _alive(actor_of: dict[FoundMention, int]) -> dict[FoundMention, int]:
    """The same, with those into which others were merged while their names were being found."""
    merged = Actor.objects.exclude(merged_into=None).filter(pk__in=set(actor_of.values()))
    into = dict(merged.values_list("pk", "merged_into"))
    return {each: into.get(actor, actor) for each, actor in actor_of.items()} if into else actor_of


def _of_settled(settled: unclear.Settled) -> Iterator[tuple[tuple[int, int], FoundMention]]:
    for article, actor, mention in settled.mentions:
        yield (article, actor), mention


def _resolved(found, actor_of) -> Iterator[tuple[tuple[int, int], FoundMention]]:
    for article, mentions in found.items():
        for mention in mentions:
            if actor_of.get(mention):
                yield (article, actor_of[mention]), mention


def _joined(one: FoundMention, other: FoundMention) -> FoundMention:
    """Both as one mention, known by the surer rule: two names in a text that mean the same actor."""
    surer = max(one, other, key=lambda mention: mention.confidence)
    spans = tuple(sorted({*one.spans, *other.spans}))
    title_spans = tuple(sorted({*one.title_spans, *other.title_spans}))
    quoted = tuple(sorted({*one.quoted, *other.quoted}))
    salience = max(one.salience, other.salience)
    return replace(surer, spans=spans, title_spans=title_spans, quoted=quoted, salience=salience)


def _stored(article_ids) -> Iterable[Mention]:
    return Mention.objects.filter(article__in=list(article_ids))


def _values(found: FoundMention) -> tuple:
    """What is stored of a mention, in the order of MOVING and the status; JSON writes tuples as lists."""
    status = Mention.Status.FOUND if found.actor else Mention.Status.PROPOSED
    known_by = found.rule, found.confidence, found.evidence
    return found.spans, found.title_spans, *known_by, list(found.quoted), found.salience, status.value


def _move(mention: Mention, found: FoundMention) -> bool:
    """Whether the mention stands elsewhere, or is known by another rule, than before; it is changed so."""
    values = dict(zip((*MOVING, "status"), _values(found), strict=True)) | found.places
    if mention.status in Mention.DECIDED:
        del values["status"]
    changed = any(getattr(mention, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(mention, name, value)
    return changed


def _unanchor(mention: Mention) -> bool:
    """Whether the decided mention had offsets, which are gone now that its name is not in the text."""
    had = bool(mention.spans or mention.title_spans)
    mention.spans, mention.title_spans, mention.quoted, mention.salience = [], [], [], 0.0
    return had
