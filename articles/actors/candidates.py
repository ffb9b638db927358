"""Whom a name may mean that several share: those spelled so or, where nobody is, those who sound so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from articles.actors.alike import people_sounding_like
from articles.actors.proposals import pair_of
from articles.importing.draft import FoundMention
from articles.models import Actor, ActorName, Mention

Place = tuple[int, str, str]  # article, kind of actor, key of the name
Pair = tuple[str, str]  # kind of actor, key of the name
Found = Mapping[int, Iterable[FoundMention]]


@dataclass(frozen=True)
class Candidate:
    """An actor whom a name may mean, with what tells it from others; years are None where unknown."""

    actor: int
    country: int | None = None
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class Shared:
    """A name in a text, and the several whom it may mean; `alike` if they only sound so.

    `confirmed` is the only one of them whom an editor confirmed in the article.
    """

    mention: FoundMention
    candidates: tuple[Candidate, ...]
    alike: bool = False
    confirmed: int | None = None


def shared_names(found: Found, actor_of: Mapping[FoundMention, int]) -> dict[Place, Shared]:
    """The names that `actor_of` leaves without an actor because several have them, by their places."""
    open_ = [
        (article, each) for article, mentions in found.items() for each in mentions if each not in actor_of
    ]
    if not open_:
        return {}
    named = {pair_of(each): each.name for _, each in open_}
    spelled, known = _spelled(named)
    alike = _alike({pair: name for pair, name in named.items() if pair not in known})
    shared: dict[Place, Shared] = {}
    for article, each in open_:
        pair = pair_of(each)
        if candidates := spelled.get(pair) or alike.get(pair):
            shared.setdefault((article, *pair), Shared(each, candidates, pair in alike))
    return _with_decisions(shared) if shared else {}


def _spelled(pairs: Iterable[Pair]) -> tuple[dict[Pair, tuple[Candidate, ...]], set[Pair]]:
    """The actors of each (kind, key) that several have, known or else proposed; and all that any has."""
    pairs = set(pairs)
    rows = ActorName.objects.filter(key__in={key for _, key in pairs}).order_by("actor_id")
    owners: dict[Pair, dict[str, set[Candidate]]] = defaultdict(lambda: defaultdict(set))
    of_actor = "actor_id", "actor__country_id", "actor__since", "actor__until"
    for kind, key, status, *columns in rows.values_list("actor__kind", "key", "actor__status", *of_actor):
        owners[kind, key][status].add(Candidate(*columns))
    meant = {pair: _alive(by_status) for pair, by_status in owners.items() if pair in pairs}
    return {pair: tuple(actors) for pair, actors in meant.items() if len(actors) > 1}, set(owners)


def _alive(by_status: Mapping[str, set[Candidate]]) -> list[Candidate]:
    confirmed, rejected = by_status.get(Actor.Status.CONFIRMED), by_status.get(Actor.Status.REJECTED)
    proposed = () if rejected else by_status.get(Actor.Status.PROPOSED, ())
    return sorted(confirmed or proposed, key=lambda each: each.actor)


def _alike(named: Mapping[Pair, str]) -> dict[Pair, tuple[Candidate, ...]]:
    """The people who sound like each full name, where several do."""
    people = {pair: name for pair, name in named.items() if pair[0] == Actor.Kind.PERSON}
    alike = people_sounding_like(people.values())
    several = {pair: alike[name] for pair, name in people.items() if len(alike.get(name, ())) > 1}
    if not several:
        return {}
    rows = Actor.objects.filter(pk__in=set().union(*several.values()))
    known = {row[0]: Candidate(*row) for row in rows.values_list("pk", "country_id", "since", "until")}
    return {pair: tuple(known[actor] for actor in sorted(actors)) for pair, actors in several.items()}


def _with_decisions(shared: Mapping[Place, Shared]) -> dict[Place, Shared]:
    """The same without those whom an editor rejected in the article, and nobody's where that was all."""
    actors = {each.actor for one in shared.values() for each in one.candidates}
    rows = Mention.objects.filter(article__in={place[0] for place in shared}, actor__in=actors)
    decided = rows.filter(status__in=Mention.DECIDED).values_list("article_id", "actor_id", "status")
    said = {(article, actor): status for article, actor, status in decided}
    left = {}
    for place, one in shared.items():
        status_of = {each: said.get((place[0], each.actor)) for each in one.candidates}
        confirmed = [each.actor for each, status in status_of.items() if status == Mention.Status.CONFIRMED]
        open_ = tuple(each for each, status in status_of.items() if status != Mention.Status.REJECTED)
        if open_:
            meant = confirmed[0] if len(confirmed) == 1 else None
            left[place] = replace(one, candidates=open_, confirmed=meant)
    return left
