"""Names that several actors share: told apart by the evidence, or left to an editor's word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.db.models import Q

from articles.actors.candidates import Found, Place, Shared, shared_names
from articles.actors.company import by_company
from articles.actors.evidence import Rule, Text, Verdict, agreed, possible, verdicts
from articles.importing.draft import FoundMention
from articles.models import Actor, Mention, NameRuling, UnclearName
from articles.periods import Period

CHOSEN = "chosen by an editor", 1.0
RULED = "an editor's word on this name", 0.95
PLACES = ("spans", "title_spans", "quoted", "salience", "evidence")

Days = Mapping[int, Period | None]  # when each article appeared


@dataclass(frozen=True)
class Settled:
    """Names whose actor is clear after all, as article, actor and mention; where waiting names changed.

    A mention without an actor is to be proposed: its name only sounds like the actor's.
    """

    mentions: tuple[tuple[int, int, FoundMention], ...] = ()
    changed: frozenset[int] = field(default_factory=frozenset)


def settle(found: Found, actor_of: Mapping[FoundMention, int], published: Days) -> Settled:
    """What becomes of the names that `actor_of` leaves without an actor; those that wait are stored.

    An editor's choice for the article comes first, then one for the name, then what else the text names and
    when it was published, and last with whom the archive names the candidates.
    """
    shared = shared_names(found, actor_of)
    rows = UnclearName.objects.filter(article__in=list(found)).prefetch_related("candidates")
    stored = {(row.article_id, row.kind, row.key): row for row in rows}
    if not shared and not stored:
        return Settled()
    chosen = {place: row.chosen_id for place, row in stored.items() if row.decided}
    told = {place: (chosen[place], CHOSEN) for place in shared if chosen.get(place)}
    open_ = {place: one for place, one in shared.items() if place not in chosen}
    told |= _by_word(open_)
    open_ = {place: one for place, one in open_.items() if place not in told}
    waiting, by_evidence = _weigh(open_, found, actor_of, published)
    told |= by_evidence
    mentions = [(place[0], actor, _as(shared[place], actor, rule)) for place, (actor, rule) in told.items()]
    return Settled(tuple(mentions), frozenset(_store(waiting, stored)))


def _as(one: Shared, actor: int, rule: Rule) -> FoundMention:
    proposed = one.alike and rule not in (CHOSEN, RULED)
    return replace(one.mention, actor=None if proposed else actor, rule=rule[0], confidence=rule[1])


def _by_word(open_: Mapping[Place, Shared]) -> dict[Place, Verdict]:
    """Whom editors meant: by confirming one of them in the article, or by a word on the name."""
    rulings = _rulings(open_) if open_ else {}
    words = {place: one.confirmed or rulings.get(place[1:]) for place, one in open_.items()}
    return {place: (actor, RULED) for place, actor in words.items() if actor}


def _weigh(
    open_: Mapping[Place, Shared], found: Found, actor_of: Mapping[FoundMention, int], published: Days
) -> tuple[dict[Place, Shared], dict[Place, Verdict]]:
    """The names that wait, with those whom they still may mean, and what the evidence says of the others.

    The company is asked about the names of which the text itself says nothing; where its rules disagree, the
    name waits.
    """
    waiting, told, silent = {}, {}, {}
    for place, one in open_.items():
        clear = frozenset(actor_of[each] for each in found[place[0]] if each in actor_of)
        text = Text(place[1], clear, published.get(place[0]))
        likely = possible(one.candidates, text)
        if verdict := agreed(said := verdicts(likely, text)):
            told[place] = verdict
            continue
        waiting[place] = replace(one, candidates=likely or one.candidates)
        if likely and not said:
            silent[place] = likely
    told |= by_company(silent, found, actor_of)
    return {place: one for place, one in waiting.items() if place not in told}, told


def _rulings(shared: Iterable[Place]) -> dict[tuple[str, str], int]:
    rows = NameRuling.objects.filter(key__in={key for _, _, key in shared}, actor__status="confirmed")
    return {(kind, key): actor for kind, key, actor in rows.values_list("kind", "key", "actor_id")}


def _store(waiting: Mapping[Place, Shared], stored: Mapping[Place, UnclearName]) -> set[int]:
    """The articles whose waiting names are others than before; they are stored so."""
    gone = [row for place, row in stored.items() if not row.decided and place not in waiting]
    new = [_row(place, one.mention) for place, one in waiting.items() if place not in stored]
    moved = [stored[place] for place, one in waiting.items() if place in stored and _move(stored[place], one)]
    UnclearName.objects.filter(pk__in=[row.pk for row in gone]).delete()
    UnclearName.objects.bulk_create(new)
    UnclearName.objects.bulk_update(moved, PLACES)
    _set_candidates([*new, *moved], waiting)
    return {row.article_id for row in (*gone, *new, *moved)}


def _row(place: Place, mention: FoundMention) -> UnclearName:
    row = UnclearName(article_id=place[0], kind=place[1], key=place[2], name=mention.name)
    _place(row, mention)
    return row


def _move(row: UnclearName, one: Shared) -> bool:
    """Whether the name stands elsewhere, or may mean others, than before; its places are changed."""
    others = {each.actor for each in one.candidates} != {each.pk for each in row.candidates.all()}
    return _place(row, one.mention) or others


def _place(row: UnclearName, mention: FoundMention) -> bool:
    values = {name: getattr(mention, name) for name in PLACES} | mention.places
    changed = any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    return changed


def _set_candidates(rows: list[UnclearName], waiting: Mapping[Place, Shared]):
    if not rows:
        return
    links = UnclearName.candidates.through
    links.objects.filter(unclearname__in=[row.pk for row in rows]).delete()
    links.objects.bulk_create(
        links(unclearname_id=row.pk, actor_id=each.actor)
        for row in rows
        for each in waiting[row.article_id, row.kind, row.key].candidates
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
