"""Names that several actors share: told apart by the text's own evidence, or left to an editor's word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.db.models import Q

from articles.actors.proposals import pair_of
from articles.importing.draft import FoundMention
from articles.models import Actor, ActorName, Mention, NameRuling, UnclearName

CHOSEN = "chosen by an editor", 1.0
RULED = "an editor's word on this name", 0.95
NAMED_OTHERWISE = "name of several, one of them named in the text", 0.85
BY_COUNTRY = "name of several, told apart by the country", 0.6
PLACES = ("spans", "title_spans", "quoted", "salience", "evidence")

Place = tuple[int, str, str]  # article, kind of actor, key of the name
Found = Mapping[int, Iterable[FoundMention]]


@dataclass(frozen=True)
class Settled:
    """Mentions, by article, of names whose actor is clear after all; articles where waiting names changed."""

    mentions: tuple[tuple[int, FoundMention], ...] = ()
    changed: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class _Candidate:
    actor: int
    country: int | None


def settle(found: Found, actor_of: Mapping[FoundMention, int]) -> Settled:
    """What becomes of the names that `actor_of` leaves without an actor; those that wait are stored.

    An editor's choice for the article comes first, then one for the name, then what else the text names.
    """
    shared = _shared(found, actor_of)
    rows = UnclearName.objects.filter(article__in=list(found)).prefetch_related("candidates")
    stored = {(row.article_id, row.kind, row.key): row for row in rows}
    if not shared and not stored:
        return Settled()
    rulings = _rulings(shared)
    settled, waiting = [], {}
    for place, (mention, candidates) in shared.items():
        row = stored.get(place)
        if row and row.decided:
            settled += [(place[0], _as(mention, row.chosen_id, CHOSEN))] if row.chosen_id else []
        elif place[1:] in rulings:
            settled.append((place[0], _as(mention, rulings[place[1:]], RULED)))
        elif told := _told_apart(candidates, {actor_of.get(each) for each in found[place[0]]}):
            settled.append((place[0], _as(mention, *told)))
        else:
            waiting[place] = mention, candidates
    return Settled(tuple(settled), frozenset(_store(waiting, stored)))


def _as(mention: FoundMention, actor: int, rule: tuple[str, float]) -> FoundMention:
    return replace(mention, actor=actor, rule=rule[0], confidence=rule[1])


def _shared(
    found: Found, actor_of: Mapping[FoundMention, int]
) -> dict[Place, tuple[FoundMention, tuple[_Candidate, ...]]]:
    """The mentions whose names several actors have, with these."""
    open_ = [
        (article, each) for article, mentions in found.items() for each in mentions if each not in actor_of
    ]
    candidates = _candidates({pair_of(each) for _, each in open_}) if open_ else {}
    shared = {}
    for article, each in open_:
        if pair_of(each) in candidates:
            shared.setdefault((article, *pair_of(each)), (each, candidates[pair_of(each)]))
    return shared


def _candidates(pairs: set[tuple[str, str]]) -> dict[tuple[str, str], tuple[_Candidate, ...]]:
    """The actors of each (kind, key) that several have: of the authority, else proposed ones."""
    rows = ActorName.objects.filter(key__in={key for _, key in pairs}).order_by("actor_id")
    owners: dict[tuple[str, str], dict[str, set[_Candidate]]] = defaultdict(lambda: defaultdict(set))
    columns = "actor__kind", "key", "actor__status", "actor_id", "actor__country_id"
    for kind, key, status, actor, country in rows.values_list(*columns):
        owners[kind, key][status].add(_Candidate(actor, country))
    meant = {pair: _alive(by_status) for pair, by_status in owners.items() if pair in pairs}
    return {pair: tuple(actors) for pair, actors in meant.items() if len(actors) > 1}


def _alive(by_status: Mapping[str, set[_Candidate]]) -> list[_Candidate]:
    confirmed, rejected = by_status.get(Actor.Status.CONFIRMED), by_status.get(Actor.Status.REJECTED)
    proposed = () if rejected else by_status.get(Actor.Status.PROPOSED, ())
    return sorted(confirmed or proposed, key=lambda each: each.actor)


def _told_apart(candidates: tuple[_Candidate, ...], named: set[int | None]) -> tuple[int, tuple] | None:
    """The only candidate for whom the text speaks, and the rule: named otherwise, or by the country."""
    otherwise = [each.actor for each in candidates if each.actor in named]
    if len(otherwise) == 1:
        return otherwise[0], NAMED_OTHERWISE
    by_country = [each.actor for each in candidates if each.country in named and each.country]
    told = len(by_country) == 1 and all(each.country for each in candidates)
    return (by_country[0], BY_COUNTRY) if told else None


def _rulings(shared: Iterable[Place]) -> dict[tuple[str, str], int]:
    rows = NameRuling.objects.filter(key__in={key for _, _, key in shared}, actor__status="confirmed")
    return {(kind, key): actor for kind, key, actor in rows.values_list("kind", "key", "actor_id")}


def _store(waiting: Mapping, stored: Mapping[Place, UnclearName]) -> set[int]:
    """The articles whose waiting names are others than before; they are stored so."""
    gone = [row for place, row in stored.items() if not row.decided and place not in waiting]
    new = [_row(place, *each) for place, each in waiting.items() if place not in stored]
    moved = [
        stored[place] for place, each in waiting.items() if place in stored and _move(stored[place], *each)
    ]
    UnclearName.objects.filter(pk__in=[row.pk for row in gone]).delete()
    UnclearName.objects.bulk_create(new)
    UnclearName.objects.bulk_update(moved, PLACES)
    _set_candidates([*new, *moved], waiting)
    return {row.article_id for row in (*gone, *new, *moved)}


def _row(place: Place, mention: FoundMention, candidates: tuple[_Candidate, ...]) -> UnclearName:
    row = UnclearName(article_id=place[0], kind=place[1], key=place[2], name=mention.name)
    _place(row, mention)
    return row


def _move(row: UnclearName, mention: FoundMention, candidates: tuple[_Candidate, ...]) -> bool:
    """Whether the name stands elsewhere, or may mean others, than before; its places are changed."""
    others = {each.actor for each in candidates} != {each.pk for each in row.candidates.all()}
    return _place(row, mention) or others


def _place(row: UnclearName, mention: FoundMention) -> bool:
    values = {name: getattr(mention, name) for name in PLACES}
    for name in ("spans", "title_spans"):
        values[name] = [list(span) for span in values[name]]
    values["quoted"] = list(values["quoted"])
    changed = any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    return changed


def _set_candidates(rows: list[UnclearName], waiting: Mapping):
    if not rows:
        return
    links = UnclearName.candidates.through
    links.objects.filter(unclearname__in=[row.pk for row in rows]).delete()
    links.objects.bulk_create(
        links(unclearname_id=row.pk, actor_id=each.actor)
        for row in rows
        for each in waiting[row.article_id, row.kind, row.key][1]
    )


@transaction.atomic
def choose(unclear: UnclearName, actor: Actor | None, everywhere: bool = False) -> int:
    """The number of articles in which the name now means the actor, or none of its candidates for None.

    `everywhere` decides every article where the name still waits and, for an actor, those yet to come. What
    an editor decided about the actor in an article stays.
    """
    meant = Q(pk=unclear.pk)
    if everywhere:
        meant |= Q(kind=unclear.kind, key=unclear.key, decided=False)
        _rule(unclear, actor)
    rows = list(UnclearName.objects.filter(meant).select_for_update())
    for row in rows:
        _withdraw(row)
        row.chosen, row.decided = actor, True
    UnclearName.objects.bulk_update(rows, ["chosen", "decided"], batch_size=1000)
    if actor:
        _confirm(rows, actor)
    return len(rows)


def _rule(unclear: UnclearName, actor: Actor | None):
    ruling = {"kind": unclear.kind, "key": unclear.key}
    if actor:
        NameRuling.objects.update_or_create(**ruling, defaults={"actor": actor})
    else:
        NameRuling.objects.filter(**ruling).delete()


def _withdraw(row: UnclearName):
    """Takes back the mention that an earlier choice had made."""
    if row.decided and row.chosen_id:
        made = Mention.objects.filter(article=row.article_id, actor=row.chosen_id, rule=CHOSEN[0])
        made.exclude(status=Mention.Status.REJECTED).delete()


def _confirm(rows: list[UnclearName], actor: Actor):
    there = Mention.objects.filter(actor=actor, article__in=[row.article_id for row in rows])
    stored = {mention.article_id: mention for mention in there}
    decided = [row for row in rows if row.article_id not in stored]
    Mention.objects.bulk_create((_mention(row, actor) for row in decided), batch_size=1000)
    undecided = [mention for mention in stored.values() if mention.status not in Mention.DECIDED]
    for mention in undecided:
        mention.status = Mention.Status.CONFIRMED
    Mention.objects.bulk_update(undecided, ["status"], batch_size=1000)


def _mention(row: UnclearName, actor: Actor) -> Mention:
    places = {name: getattr(row, name) for name in PLACES}
    return Mention(
        article_id=row.article_id,
        actor=actor,
        rule=CHOSEN[0],
        confidence=CHOSEN[1],
        status=Mention.Status.CONFIRMED,
        **places,
    )
