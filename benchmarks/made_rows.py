"""Made-up articles as rows of the archive's tables, written by COPY; columns and defaults are the models'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Model
from made_names import name_of, source_of, spellings_of

from articles import names
from articles.copying import copy_rows
from articles.models import Actor, ActorName, Article, Mention, Source
from articles.search.engine import Document

KINDS = {"people": "person", "countries": "country", "organisations": "organisation"}
SPELLINGS = 10  # of one actor at most, for the ids of their rows
MENTIONS = 100  # in one article at most


class Rows:
    """The rows of articles that come chunk by chunk, each actor and source written once."""

    def __init__(self):
        self.seen: dict[str, set[int]] = {}

    def write(self, chunk: list[Document]) -> None:
        """Copies what the articles have into the tables."""
        sources = self._new("source", {id for each in chunk for id in (each.source, each.agency) if id})
        new = {kind: self._new(kind, _named(chunk, name)) for name, kind in KINDS.items()}
        _copy(Source, map(_source, sources))
        _copy(Actor, (_actor(id, kind) for kind, ids in new.items() for id in ids))
        _copy(ActorName, (row for ids in new.values() for id in ids for row in _spellings(id)))
        _copy(Article, map(_article, chunk))
        _copy(Mention, (row for each in chunk for row in _mentions(each)))

    def _new(self, kind: str, ids: set[int]) -> list[int]:
        seen = self.seen.setdefault(kind, set())
        new = sorted(ids - seen)
        seen.update(new)
        return new


def _named(chunk: list[Document], name: str) -> set[int]:
    return {id for each in chunk for id in getattr(each, name)}


def _copy(model: type[Model], instances: Iterable[Model]) -> None:
    """Writes instances under the keys that they have."""
    fields = model._meta.concrete_fields
    rows = ([field.pre_save(each, True) for field in fields] for each in instances)
    copy_rows(model, [field.attname for field in fields], rows)


def _source(id: int) -> Source:
    return Source(id=id, name=source_of(id), slug=f"source-{id}")


def _actor(id: int, kind: str) -> Actor:
    return Actor(id=id, kind=kind, name=name_of(id), slug=f"{kind}-{id}")


def _spellings(id: int) -> Iterator[ActorName]:
    for place, name in enumerate(spellings_of(id)):
        yield ActorName(id=id * SPELLINGS + place, actor_id=id, name=name, key=names.key(name))


def _article(each: Document) -> Article:
    return Article(
        id=each.id,
        title=each.title,
        standfirst=each.standfirst,
        body=each.body,
        byline=each.byline,
        dateline=each.place,
        source_id=each.source,
        agency_id=each.agency,
        language=each.language,
        published=each.published and f"[{each.published.first},{each.published.after})",
        family_id=each.family if each.family != each.id else None,
    )


def _mentions(each: Document) -> Iterator[Mention]:
    actors = [id for name in KINDS for id in getattr(each, name)]
    for place, id in enumerate(actors):
        yield Mention(
            id=each.id * MENTIONS + place,
            article_id=each.id,
            actor_id=id,
            spans=[[12 * place, 12 * place + 9]],
            salience=0.1,
            rule="made",
            status=Mention.Status.FOUND,
        )
