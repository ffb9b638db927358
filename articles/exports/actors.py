"""The authority as a list that import_actors reads again: CSV and JSON lines, streamed."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import QuerySet

from articles.exports.tables import table
from articles.models import Actor, ActorName, Mention

COLUMNS = "kind name spellings country wikidata born died status slug articles".split()
CHUNK = 1_000
WRITTEN = (ActorName.Use.NAME, ActorName.Use.ACRONYM)  # demonyms, capitals and local names cannot be listed


def actor_rows(actors: QuerySet[Actor]) -> Iterator[dict]:
    """One dict for each actor, in the order of kinds and names, in few questions for a thousand of them."""
    ids = actors.order_by("kind", "name", "pk").values_list("pk", flat=True).iterator()
    while chunk := list(islice(ids, CHUNK)):
        found = Actor.objects.select_related("country").in_bulk(chunk)
        spelled, counts = _spellings(chunk), _counts(chunk)
        for pk in chunk:
            if actor := found.get(pk):
                yield _row(actor, spelled[pk], counts.get(pk, 0))


def _spellings(ids: list[int]) -> dict[int, list[str]]:
    spelled = defaultdict(list)
    rows = ActorName.objects.filter(actor__in=ids, use__in=WRITTEN).order_by("actor_id", "pk")
    for actor, name in rows.values_list("actor_id", "name"):
        spelled[actor].append(name)
    return spelled


def _counts(ids: list[int]) -> dict[int, int]:
    """In how many articles readers see each actor."""
    return dict(Mention.objects.filter(actor__in=ids).numbers_by_actor())


def _row(actor: Actor, spelled: list[str], articles: int) -> dict:
    country = actor.country if actor.kind != Actor.Kind.COUNTRY else None
    return {
        "kind": actor.kind,
        "name": actor.name,
        "spellings": [name for name in spelled if name != actor.name],
        "country": actor.code or (country and (country.code or country.name)) or "",
        "wikidata": actor.wikidata_id,
        "born": actor.since,
        "died": actor.until,
        "status": actor.status,
        "slug": actor.slug,
        "articles": articles,
    }


def actors_jsonl(rows: Iterable[dict]) -> Iterator[str]:
    """One JSON object a line, each an actor."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def actors_csv(rows: Iterable[dict]) -> Iterator[str]:
    """A header and one row for each actor, its spellings with | between them."""
    return table(COLUMNS, ({**row, "spellings": _joined(row["spellings"])} for row in rows))


def _joined(spellings: list[str]) -> str:
    return "|".join(name for name in spellings if "|" not in name)


ACTOR_FORMATS = {"csv": actors_csv, "jsonl": actors_jsonl}
