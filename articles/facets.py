"""The values of facets: how an address writes each, how people do, and its id in the index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from articles.models import Actor, Source
from articles.periods import Period
from articles.prepared import rows
from articles.search.fields import ACTOR, BY_NAME, COPIES, SOURCE
from articles.search.letters import place_key
from articles.search.naming import LOOKUPS

MAX_NAMES = 5  # values of one facet written as a name instead of a slug, each a question to the database


@dataclass(frozen=True)
class Value:
    """One value of a facet: its id in the index, how addresses write it, how people do."""

    id: int | str
    value: str
    label: str


def known(given: dict[str, list[str]]) -> dict[str, dict[str, Value]]:
    """Of each facet, the given values that are in the archive, under what was given."""
    found = _by_slug(given)
    for name, values in given.items():
        for value in values if name in WRITTEN else ():
            if made := WRITTEN[name](value):
                found[name][value] = made
        lookup = LOOKUPS.get(BY_NAME[name].kind)
        for value in [value for value in values if lookup and value not in found[name]][:MAX_NAMES]:
            if len(meant := lookup(name, value)) == 1:
                found[name][value] = Value(meant[0].pk, meant[0].slug, str(meant[0]))
    return found


def _by_slug(given: dict[str, list[str]]) -> dict[str, dict[str, Value]]:
    """What addresses say as a rule: one question for all actors, one for all sources and agencies."""
    found = {name: {} for name in given}
    slugs = {
        kind: [s for n in given if BY_NAME[n].kind == kind for s in given[n]] for kind in (ACTOR, SOURCE)
    }
    for kind, pk, slug, name in _actors(slugs[ACTOR]) if slugs[ACTOR] else ():
        found[kind][slug] = Value(pk, slug, name)
    for source in Source.objects.filter(slug__in=slugs[SOURCE]) if slugs[SOURCE] else ():
        for name in ("source", "agency"):
            if source.slug in given[name]:
                found[name][source.slug] = Value(source.pk, source.slug, str(source))
    return found


def _actors(slugs):
    return Actor.objects.seen().filter(slug__in=slugs).order_by().values_list("kind", "pk", "slug", "name")


def labelled(ids: dict[str, list]) -> dict[str, dict]:
    """Of each facet, how the values with these ids are written: one question for all."""
    named = _named({kind: [id for n in ids if BY_NAME[n].kind == kind for id in ids[n]] for kind in NAMED})
    return {
        name: {id: SHOWN[name](id) for id in ids[name]} if name in SHOWN else named[BY_NAME[name].kind]
        for name in ids
    }


def _named(wanted: dict[str, list[int]]) -> dict[str, dict[int, Value]]:
    found = {kind: {} for kind in NAMED}
    if not any(wanted.values()):
        return found
    for kind, pk, slug, name, publisher in rows(NAMES, wanted):
        label = str(Source(name=name, publisher=publisher)) if publisher else name
        found[kind][pk] = Value(pk, slug, label)
    return found


def _year(year: int) -> Value:
    return Value(year, f"{year:04}", str(year))


def _month(number: int) -> Value:
    period = Period.of(number // 12, number % 12 + 1)
    return Value(number, str(period), period.in_words())


@lru_cache(maxsize=1_000)
def _language(code: str) -> Value:
    return Value(code, code, Locale("en").languages.get(code, code))


def _place(key: str) -> Value:
    return Value(key, key, key.title())


def _copies(least: int) -> Value:
    after = next((each for each in COPIES if each > least), None)
    if after is None:
        return Value(least, f"{least}-", f"{least} copies and more")
    if after - least == 1:
        return Value(least, str(least), "No other copy")
    return Value(least, f"{least}-{after - 1}", f"{least} to {after - 1} copies")


def _copies_written(typed: str) -> Value | None:
    return next((value for value in map(_copies, COPIES) if value.value == typed), None)


def _year_written(typed: str) -> Value | None:
    is_year = typed.isascii() and typed.isdigit() and len(typed) == 4 and typed > "0000"
    return _year(int(typed)) if is_year else None


def _month_written(typed: str) -> Value | None:
    try:
        period = Period.parse(typed)
    except ValueError:
        return None
    return _month(period.first.year * 12 + period.first.month - 1) if period.precision == "month" else None


def _language_written(typed: str) -> Value | None:
    code = typed.lower()
    return _language(code) if code.isascii() and code.isalpha() and len(code) in (2, 3) else None


def _place_written(typed: str) -> Value | None:
    key = place_key(typed)
    return _place(key) if key else None


WRITTEN: dict[str, Callable[[str], Value | None]] = {
    "year": _year_written,
    "month": _month_written,
    "lang": _language_written,
    "city": _place_written,
    "copies": _copies_written,
}
SHOWN: dict[str, Callable] = {
    "year": _year,
    "month": _month,
    "lang": _language,
    "city": _place,
    "copies": _copies,
}
NAMED = (ACTOR, SOURCE)
NAMES = f"""
SELECT '{ACTOR}', id, slug, name, '' FROM articles_actor
WHERE id = ANY(%({ACTOR})s::bigint[]) AND status <> 'rejected'
UNION ALL SELECT '{SOURCE}', id, slug, name, publisher FROM articles_source
WHERE id = ANY(%({SOURCE})s::bigint[])
"""
