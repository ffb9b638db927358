"""A list of names against the whole archive: whom each means, in how many articles, when, and where."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice

from django.db import connection

from articles import columns, names
from articles.filters import ArticleFilter
from articles.models import Actor, ActorName, Article, Source
from articles.periods import Period
from articles.sounds import in_usual_order, sounding

MOST_NAMES = 10_000
LARGEST = 20_000_000  # bytes of a list; ten thousand long names are a twentieth of it
BATCH = 500  # names looked up at a time
MOST_SOURCES = 10  # named for each name, the most frequent first
MOST_ACTORS = 20  # that one name may mean; there are thousands only where names are wrong
NAMES = {"name": ("name", "names", "fullname", "label", "itemlabel", "personlabel", "humanlabel", "person")}

SPELLING, SOUND, TEXT = "spelling", "sound", "text"  # how a name was matched

# An article that two actors of one name share counts once; its agency is one of its sources. Articles are
# read in the order of their ids, as they lie on the disk: there may be a million of them.
TOLD = """
WITH meant AS MATERIALIZED (
    SELECT DISTINCT mention.article_id, pair.place
    FROM unnest(%s::int[], %s::bigint[]) AS pair (place, actor)
    JOIN articles_mention mention ON mention.actor_id = pair.actor AND mention.status <> 'rejected'
    ORDER BY mention.article_id
), told AS (
    SELECT meant.place, article.published, article.source_id, article.agency_id
    FROM meant JOIN articles_article article ON article.id = meant.article_id
), counted AS (
    SELECT place, count(*) AS articles,
        min(ARRAY[upper(published), lower(published)]) FILTER (WHERE published IS NOT NULL) AS first,
        max(ARRAY[lower(published), upper(published)]) FILTER (WHERE published IS NOT NULL) AS last
    FROM told GROUP BY place
), ranked AS (
    SELECT place, source, row_number() OVER (PARTITION BY place ORDER BY count(*) DESC, source) AS rank
    FROM told, unnest(ARRAY[source_id, nullif(agency_id, source_id)]) AS source
    WHERE source IS NOT NULL GROUP BY place, source
), printed AS MATERIALIZED (
    SELECT place, array_agg(source ORDER BY rank) AS sources FROM ranked WHERE rank <= %s GROUP BY place
)
SELECT counted.place, articles, first, last, coalesce(sources, '{}')
FROM counted LEFT JOIN printed ON printed.place = counted.place
"""


class RefusedNames(Exception):
    """A list that cannot be screened; str() says why and what to do."""


@dataclass(frozen=True)
class Screened:
    """What the archive says of one name: 0 articles for a name it does not hold.

    `matched` is the actor, or the actors where several are called so, or the words as they stand in texts;
    `match` is how: spelling, sound or text.
    """

    name: str
    matched: str = ""
    match: str = ""
    articles: int = 0
    first: Period | None = None
    last: Period | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Told:
    """In how many articles, the earliest and the latest date, and the ids of the most frequent sources."""

    articles: int = 0
    first: Period | int | None = None
    last: Period | int | None = None
    sources: tuple[int, ...] = ()


def read_names(content: bytes) -> list[str]:
    """The names of a text with one a line, or of a CSV file with a column `name`. Raises RefusedNames."""
    if len(content) > LARGEST:
        raise RefusedNames(f"The list is larger than {LARGEST // 1_000_000} MB.")
    if b"\0" in content[:1_000]:
        raise RefusedNames("The list is no text in UTF-8. Save it as plain text or CSV, in UTF-8.")
    try:
        text = content.decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        raise RefusedNames("The list is not UTF-8. Save it as plain text or CSV, in UTF-8.") from None
    found = [name for name in (" ".join(each.split()) for each in _written(text)) if name]
    if not found:
        raise RefusedNames("The list holds no names. Write one a line, or CSV with a column “name”.")
    if len(found) > MOST_NAMES:
        raise RefusedNames(
            f"The list holds {len(found):,} names; {MOST_NAMES:,} are screened at once at most."
        )
    return found


def _written(text: str) -> Iterable[str]:
    """The lines of a list, or the cells of a table's column of names."""
    lines = text.strip().splitlines()
    header, delimiter = columns.header(lines[0] if lines else "")
    found = columns.find(header, NAMES)
    if not found:
        return lines
    place = header.index(found["name"][0])
    csv.field_size_limit(LARGEST)
    try:
        rows = list(csv.reader(io.StringIO(text.strip()), delimiter=delimiter, strict=True))[1:]
    except csv.Error as problem:
        raise RefusedNames(f"The list cannot be read as CSV: {problem}.") from None
    return [row[place] for row in rows if len(row) > place]


def screen(
    listed: Iterable[str], progress: Callable[[int], object] = lambda done: None
) -> Iterator[Screened]:
    """What the archive says of each name, in their order, asked in batches. Raises IndexUnavailable."""
    listed = iter(listed)
    while batch := list(islice(listed, BATCH)):
        yield from _screened(batch, progress)


def _screened(batch: list[str], progress) -> list[Screened]:
    matches = _matches(batch)
    told = _of_actors({place: actors for place, (_, actors) in matches.items()})
    printed = {}
    for place, name in enumerate(batch):
        if place not in told and (found := _in_texts(name)):
            printed[place] = found
        progress(1)
    days = _days(id for each in printed.values() for id in (each.first, each.last))
    printed = {
        place: replace(each, first=days.get(each.first), last=days.get(each.last))
        for place, each in printed.items()
    }
    everywhere = [*told.values(), *printed.values()]
    sources = Source.objects.in_bulk({source for each in everywhere for source in each.sources})
    for place, name in enumerate(batch):
        how, actors = matches.get(place, ("", ()))
        if place in printed:
            yield _row(name, in_usual_order(name), TEXT, printed[place], sources)
        else:
            yield _row(name, _called(actors), how, told.get(place, _Told()), sources)


def _row(name: str, matched: str, match: str, told: _Told, sources: dict[int, Source]) -> Screened:
    named = tuple(sources[each].name for each in told.sources if each in sources)
    return Screened(name, matched, match, told.articles, told.first, told.last, named)


def _called(actors: Iterable[Actor]) -> str:
    return "; ".join(dict.fromkeys(actor.name for actor in actors))


def _matches(batch: list[str]) -> dict[int, tuple[str, list[Actor]]]:
    """How each name was matched and whom it means, by its place; names that nobody has are left out."""
    keys = {place: _keys(name) for place, name in enumerate(batch)}
    spelled = _owners("key", {key for each in keys.values() for key in each})
    found = {
        place: (SPELLING, owners)
        for place, each in keys.items()
        if (owners := next((spelled[key] for key in each if key in spelled), None))
    }
    sounds = {place: sounding(name) for place, name in enumerate(batch) if place not in found}
    alike = _owners("sound", set(sounds.values()) - {""}, kind=Actor.Kind.PERSON)
    return found | {place: (SOUND, alike[sound]) for place, sound in sounds.items() if sound in alike}


def _keys(name: str) -> list[str]:
    """The keys under which the name may be known: as it is written, and with its surname last."""
    keys = names.key(name), names.key(in_usual_order(name))
    return list(dict.fromkeys(key for key in keys if key))


def _owners(column: str, values: set[str], **of: str) -> dict[str, list[Actor]]:
    """The actors that readers may see by a key or a sound; former states only where no state of today is."""
    actors = Actor.objects.seen().filter(**of)
    rows = ActorName.objects.filter(**{f"{column}__in": values}, actor__in=actors).order_by("actor_id")
    owners: dict[str, dict[int, Actor]] = defaultdict(dict)
    for row in rows.select_related("actor").defer("actor__edited_fields", "actor__imported_fields"):
        owners[getattr(row, column)][row.actor_id] = row.actor
    return {value: _of_today(found.values())[:MOST_ACTORS] for value, found in owners.items()}


def _of_today(actors: Iterable[Actor]) -> list[Actor]:
    actors = list(actors)
    return [actor for actor in actors if len(actor.code) != 4] or actors


def _of_actors(meant: dict[int, list[Actor]]) -> dict[int, _Told]:
    """What is told of the actors at each place, those in no article left out; one question for all."""
    pairs = [(place, actor.pk) for place, actors in meant.items() for actor in actors]
    if not pairs:
        return {}
    places, actors = zip(*pairs, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(TOLD, [list(places), list(actors), MOST_SOURCES])
        return {
            place: _Told(articles, _period(first), _period(last and last[::-1]), tuple(sources))
            for place, articles, first, last, sources in cursor.fetchall()
        }


def _period(ends: list | None) -> Period | None:
    """The period of the day after its last one and its first day, as PostgreSQL tells them."""
    return Period(ends[1], ends[0] - timedelta(days=1)) if ends else None


def _in_texts(name: str) -> _Told | None:
    """How often the words stand in texts as an exact phrase; its first and last are articles' ids here."""
    words = in_usual_order(name).replace('"', " ")
    if not names.key(words):
        return None
    search = ArticleFilter({"q": f'"{words}"'}).search.counting("source", MOST_SOURCES)
    oldest = search.sorted_by("oldest").for_page(1, 1).found
    if not oldest.total:
        return None
    newest = search.sorted_by("newest").without_facets().for_page(1, 1).found
    sources = tuple(each.value for each in oldest.facets["source"])
    return _Told(oldest.total, oldest.hits[0].id, newest.hits[0].id, sources)


def _days(ids: Iterable[int]) -> dict[int, Period | None]:
    """When each article appeared, by its id."""
    rows = Article.objects.filter(pk__in=set(ids)).values_list("pk", "published")
    return {pk: Period.from_range(published) for pk, published in rows}
