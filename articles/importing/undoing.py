"""An import taken back: what came in with it alone, and no editor has touched since, goes again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.importing import families
from articles.models import Actor, ActorMerge, Article, ImportRun, Mention, Original, UnclearName

BATCH = 500  # articles of one transaction


@dataclass
class UndoReport:
    """How many articles were removed, which were kept because an editor has touched them, how many the run
    only changed, which stay as they are now, and how many proposed actors nobody names any more."""

    removed: int = 0
    kept: tuple[int, ...] = ()
    changed: int = 0
    actors: int = 0


def undo(
    run: ImportRun,
    *,
    dry_run: bool = False,
    progress: Callable[[int], object] = lambda done: None,
    searchable: Callable[[], object] = lambda: None,
) -> UndoReport:
    """What became of the articles of a run; with `dry_run` everything stays.

    `progress` is told how many articles were removed, `searchable` is called when some were. Killed on the
    way, it has removed a part, and the next one removes the rest.
    """
    ours = came_with(run)
    kept = tuple(ours.filter(touched()).order_by("pk").values_list("pk", flat=True))
    changed = Article.objects.filter(originals__run=run).exclude(pk__in=ours.values("pk")).distinct().count()
    report = UndoReport(kept=kept, changed=changed)
    if dry_run:
        report.removed = removable(run).count()
        return report
    ids = iter(list(removable(run).order_by("pk").values_list("pk", flat=True)))
    while batch := list(islice(ids, BATCH)):
        removed, actors = _remove(run, batch)
        report.removed += removed
        report.actors += actors
        searchable()
        progress(removed)
    ImportRun.objects.filter(pk=run.pk).update(undone=timezone.now())
    return report


def came_with(run: ImportRun) -> QuerySet[Article]:
    """The articles that the run brought in and that no other import has told since."""
    others = Original.objects.filter(article=OuterRef("pk")).exclude(run=run)
    own = Original.objects.filter(article=OuterRef("pk"), run=run)
    return Article.objects.filter(Exists(own), ~Exists(others), added__gte=run.started)


def removable(run: ImportRun) -> QuerySet[Article]:
    """Those of them on which no editor has worked."""
    return came_with(run).exclude(touched())


def touched() -> Q:
    """Whether an editor has changed or read an article, or decided who is in it."""
    here = {"article": OuterRef("pk")}
    decided = Exists(Mention.objects.filter(**here, status__in=Mention.DECIDED))
    chosen = Exists(UnclearName.objects.filter(**here, decided=True))
    return Q(reviewed=True) | ~Q(edited_fields=[]) | Q(decided) | Q(chosen)


def _remove(run: ImportRun, ids: list[int]) -> tuple[int, int]:
    """Removes the articles, but for those that were touched meanwhile; how many went, and how many proposed
    actors with them, since no other article names them."""
    with transaction.atomic():
        families.lock()
        mentioned = Mention.objects.filter(article__in=ids, actor__status=Actor.Status.PROPOSED)
        proposed = set(mentioned.values_list("actor", flat=True))
        return _deleted(removable(run).filter(pk__in=ids)), _deleted(_of_no_use().filter(pk__in=proposed))


def _deleted(rows: QuerySet) -> int:
    """How many of these were deleted, without what went with them."""
    return rows.delete()[1].get(rows.model._meta.label, 0)


def _of_no_use() -> QuerySet[Actor]:
    """Proposed actors that no article names and of whom no editor has said anything."""
    here = OuterRef("pk")
    return Actor.objects.filter(
        ~Exists(Mention.objects.filter(actor=here)),
        ~Exists(UnclearName.objects.filter(candidates=here)),
        ~Exists(ActorMerge.objects.filter(Q(survivor=here) | Q(gone=here))),
        status=Actor.Status.PROPOSED,
        edited_fields=[],
        imported_fields=[],
    )
