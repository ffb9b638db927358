"""Two actors that are one: what each has moves to the survivor, and can be moved back.

The one that goes stays as a rejected row without names, which leads to the survivor: its address goes on
working, and the authority, which knows its entry, leaves it alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from articles.actors.proposals import lock
from articles.models import Actor, ActorMerge, ActorName, Mention, NameRuling, Source, UnclearName

BATCH = 2000
LACKING = ("country_id", "code", "wikidata_id", "since", "until")  # what a survivor takes where it has none
OWN = ("name", "kind", "status", *LACKING, "edited_fields")  # of an actor
EDITED = ("code", "country", "kind", "name", "names", "since", "status", "until", "wikidata_id")
OF_A_MENTION = "article_id spans title_spans quoted salience rule confidence evidence status".split()
OF_A_SPELLING = ("name", "key", "use", "language", "imported")
LISTED = ("spans", "title_spans", "quoted")
CANDIDATES = UnclearName.candidates.through

# Where an actor is named by other rows: (label, queryset of all rows, field).
REFERENCES = (
    ("sources", Source.objects.all(), "country_id"),
    ("nationals", Actor.objects.all(), "country_id"),
    ("tombstones", Actor.objects.all(), "merged_into_id"),
    ("chosen", UnclearName.objects.all(), "chosen_id"),
    ("rulings", NameRuling.objects.all(), "actor_id"),
)


class CannotMove(Exception):
    """A merge, its undoing or a split that makes no sense; str() is the reason in one sentence."""


@dataclass(frozen=True)
class Move:
    """What a merge would move from one actor: numbers of mentions, of articles that name both, spellings."""

    actor: Actor
    mentions: int
    together: int
    spellings: tuple[str, ...]


def moves(survivor: Actor, others: Iterable[Actor]) -> list[Move]:
    """What merging the others into the survivor would move, without moving it."""
    there = Mention.objects.filter(actor=survivor).values("article")
    return [
        Move(
            each,
            each.mentions.count(),
            each.mentions.filter(article__in=there).count(),
            tuple(each.names.values_list("name", flat=True)),
        )
        for each in others
    ]


@transaction.atomic
def merge(survivor: Actor, others: Iterable[Actor], by: str = "") -> list[ActorMerge]:
    """The records of the merges, one for each actor that went into the survivor. Raises CannotMove."""
    lock()
    survivor = Actor.objects.select_for_update().get(pk=survivor.pk)
    others = list(Actor.objects.select_for_update().filter(pk__in=[each.pk for each in others]))
    _check(survivor, others)
    return [_merge(survivor, gone, by) for gone in others]


def _check(survivor: Actor, others: list[Actor]):
    if not others or survivor in others:
        raise CannotMove("Choose the actor that stays and at least one other.")
    if strange := [each.name for each in others if each.kind != survivor.kind]:
        raise CannotMove(f"{strange[0]} is no {survivor.kind}: only actors of one kind can be merged.")
    if merged := [each.name for each in (survivor, *others) if each.merged_into_id]:
        raise CannotMove(f"{merged[0]} was merged into another actor before.")


def _merge(survivor: Actor, gone: Actor, by: str) -> ActorMerge:
    moved = {"survivor": _own(survivor), "gone": _own(gone)}
    moved |= _move_mentions(survivor, gone)
    moved |= _move_names(survivor, gone)
    moved |= {label: _refer(rows, field, gone, survivor) for label, rows, field in REFERENCES}
    moved["candidates"] = _move_candidates(survivor, gone)
    _bury(survivor, gone)
    moved["after"] = _own(survivor)
    return ActorMerge.objects.create(survivor=survivor, gone=gone, moved=moved, by=by)


def _own(actor: Actor) -> dict:
    return {name: getattr(actor, name) for name in OWN}


def _bury(survivor: Actor, gone: Actor):
    """Leaves of the one that goes a row that leads on; what the survivor lacks it takes from it."""
    dated = {"since", "until"} if survivor.years else set()  # both or neither: they belong together
    lacking = [name for name in LACKING if not getattr(survivor, name) and name not in dated]
    for name in lacking:
        setattr(survivor, name, getattr(gone, name))
    if Actor.Status.CONFIRMED in (survivor.status, gone.status):
        survivor.status = Actor.Status.CONFIRMED
    survivor.edited_fields = sorted({*survivor.edited_fields, "names", "status"})
    gone.code = "" if "code" in lacking else gone.code
    gone.status, gone.merged_into = Actor.Status.REJECTED, survivor
    gone.edited_fields = sorted({*gone.edited_fields, *EDITED})
    gone.save()
    survivor.save()


def _refer(rows, field: str, one: Actor, other: Actor) -> list[int]:
    """The ids of the rows whose field named the one actor and now names the other."""
    ids = list(rows.filter(**{field: one.pk}).exclude(pk__in=[one.pk, other.pk]).values_list("pk", flat=True))
    rows.filter(pk__in=ids).update(**{field: other.pk})
    return ids


def _move_mentions(survivor: Actor, gone: Actor) -> dict:
    """Gives the survivor the mentions; where it is in the article itself, the two become one."""
    kept = {
        each.article_id: each
        for each in Mention.objects.filter(
            actor=survivor, article__in=Mention.objects.filter(actor=gone).values("article")
        )
    }
    doubles = list(Mention.objects.filter(actor=gone, article__in=kept))
    before = [_mention(kept[double.article_id]) for double in doubles]
    for double in doubles:
        _join(kept[double.article_id], double)
    Mention.objects.filter(pk__in=[double.pk for double in doubles]).delete()
    fields = [name for name in OF_A_MENTION if name != "article_id"]
    Mention.objects.bulk_update(kept.values(), fields, batch_size=BATCH)
    ids = list(Mention.objects.filter(actor=gone).values_list("pk", flat=True))
    Mention.objects.filter(actor=gone).update(actor=survivor)
    return {"mentions": ids, "doubles": [_mention(double) for double in doubles], "kept": before}


def _mention(mention: Mention) -> dict:
    return {name: getattr(mention, name) for name in OF_A_MENTION}


def _join(kept: Mention, double: Mention):
    """Makes one mention of two in one article. A decision about the one that stays outweighs any other; a
    rejection of the one that goes says nothing of the one that stays."""
    for name in LISTED:
        both = {*map(_frozen, getattr(kept, name)), *map(_frozen, getattr(double, name))}
        setattr(kept, name, [list(each) if isinstance(each, tuple) else each for each in sorted(both)])
    kept.salience = max(kept.salience, double.salience)
    if kept.status not in Mention.DECIDED and double.status != Mention.Status.REJECTED:
        ranks = [Mention.Status.PROPOSED, Mention.Status.FOUND, Mention.Status.CONFIRMED]
        kept.status = max(kept.status, double.status, key=ranks.index)


def _frozen(place):
    return tuple(place) if isinstance(place, list) else place


def _move_names(survivor: Actor, gone: Actor) -> dict:
    """Gives the survivor the spellings; those it has itself are dropped."""
    own = set(survivor.names.values_list("name", flat=True))
    doubled = list(gone.names.filter(name__in=own))
    dropped = [{name: getattr(each, name) for name in OF_A_SPELLING} for each in doubled]
    gone.names.filter(name__in=own).delete()
    ids = list(gone.names.values_list("pk", flat=True))
    gone.names.update(actor=survivor)
    return {"names": ids, "dropped": dropped}


def _move_candidates(survivor: Actor, gone: Actor) -> dict:
    """Puts the survivor in the place of the other among the candidates of unclear names."""
    there = CANDIDATES.objects.filter(actor=survivor).values("unclearname")
    doubled = CANDIDATES.objects.filter(actor=gone, unclearname__in=there)
    unclear = list(doubled.values_list("unclearname", flat=True))
    doubled.delete()
    moved = list(CANDIDATES.objects.filter(actor=gone).values_list("unclearname", flat=True))
    CANDIDATES.objects.filter(actor=gone).update(actor=survivor)
    return {"doubled": unclear, "moved": moved}


@transaction.atomic
def undo(record: ActorMerge) -> Actor:
    """The actor that had gone, as it was, with all that had moved and is still there. Raises CannotMove.

    What was found, or added, since the merge stays with the survivor.
    """
    lock()
    record = ActorMerge.objects.select_for_update().select_related("survivor", "gone").get(pk=record.pk)
    survivor, gone, moved = record.survivor, record.gone, record.moved
    if record.undone:
        raise CannotMove("This merge was undone before.")
    if survivor.merged_into_id or gone.merged_into_id != survivor.pk:
        raise CannotMove(f"{survivor.name} was itself merged since: undo that first.")
    _restore(survivor, gone, moved)
    _move_back(survivor, gone, moved)
    record.undone = timezone.now()
    record.save(update_fields=["undone"])
    return gone


def _restore(survivor: Actor, gone: Actor, moved: dict):
    """Gives both actors their own fields again; what an editor changed in the survivor since then stays."""
    for name in moved["gone"]:
        setattr(gone, name, moved["gone"][name])
        if getattr(survivor, name) == moved["after"][name]:
            setattr(survivor, name, moved["survivor"][name])
    gone.merged_into = None
    survivor.save()
    gone.save()


def _move_back(survivor: Actor, gone: Actor, moved: dict):
    Mention.objects.filter(pk__in=moved["mentions"], actor=survivor).update(actor=gone)
    _part(survivor, gone, moved)
    ActorName.objects.filter(pk__in=moved["names"], actor=survivor).update(actor=gone)
    dropped = [ActorName(actor=gone, **each) for each in moved["dropped"]]
    ActorName.objects.bulk_create(dropped, ignore_conflicts=True)
    for label, rows, field in REFERENCES:
        rows.filter(pk__in=moved[label], **{field: survivor.pk}).update(**{field: gone.pk})
    back = CANDIDATES.objects.filter(actor=survivor, unclearname__in=moved["candidates"]["moved"])
    back.update(actor=gone)
    there = UnclearName.objects.filter(pk__in=moved["candidates"]["doubled"]).values_list("pk", flat=True)
    links = [CANDIDATES(unclearname_id=pk, actor=gone) for pk in there]
    CANDIDATES.objects.bulk_create(links, ignore_conflicts=True)


def _part(survivor: Actor, gone: Actor, moved: dict):
    """Makes two mentions again of those that became one; what was decided since stays with the survivor."""
    articles = [each["article_id"] for each in moved["doubles"]]
    there = {each.article_id: each for each in Mention.objects.filter(actor=survivor, article__in=articles)}
    doubles = [Mention(actor=gone, **each) for each in moved["doubles"] if each["article_id"] in there]
    Mention.objects.bulk_create(doubles, batch_size=BATCH, ignore_conflicts=True)
    for each, double in zip(moved["kept"], moved["doubles"], strict=True):
        if kept := there.get(each["article_id"]):
            made = Mention(**each)
            _join(made, Mention(**double))
            status = each["status"] if kept.status == made.status else kept.status
            for name, value in {**each, "status": status}.items():
                setattr(kept, name, value)
    fields = [name for name in OF_A_MENTION if name != "article_id"]
    Mention.objects.bulk_update(there.values(), fields, batch_size=BATCH)
