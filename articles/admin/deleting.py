"""What goes when something is deleted: counted, not listed row by row."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import CASCADE, PROTECT, Model, Q, QuerySet
from django.utils.text import capfirst

LISTED = 20  # of those to be deleted, how many are named
BATCH = 500  # deleted at a time


class CountsWhatGoes:
    """For an admin whose rows have many others hanging on them, which go without being asked for."""

    def get_deleted_objects(self, objs, request):
        """What Django's page shows: some of those that were chosen, and how many rows go with them.

        Rows that hang on those chosen need no permission of their own: an unclear name is not deleted by
        hand, but goes with its article.
        """
        chosen = (
            [*objs.values_list("pk", flat=True)] if isinstance(objs, QuerySet) else [one.pk for one in objs]
        )
        rows = _with_their_own(self.model, chosen)
        counts = {_plural(model): number for model, number in _hanging_on(self.model, rows, CASCADE)}
        protected = [
            f"{number:,} {_plural(model)}" for model, number in _hanging_on(self.model, rows, PROTECT)
        ]
        shown = [f"{capfirst(row._meta.verbose_name)}: {row}" for row in objs[:LISTED]]
        shown += [f"… and {len(chosen) - LISTED:,} more"] if len(chosen) > LISTED else []
        return shown, {_plural(self.model): len(rows)} | counts, set(), protected

    def delete_queryset(self, request, queryset):
        """Deletes some at a time: all at once would be read into memory first."""
        ids = [*queryset.values_list("pk", flat=True)]
        with transaction.atomic():
            for start in range(0, len(ids), BATCH):
                self.model._base_manager.filter(pk__in=ids[start : start + BATCH]).delete()


def _plural(model: type[Model]) -> str:
    """What many of a model are called."""
    return str(model._meta.verbose_name_plural)


def _with_their_own(model: type[Model], chosen: Iterable[int]) -> set[int]:
    """The ids of these rows, and of all rows of the same model that go with them."""
    rows, fresh = set(), set(chosen)
    own = [name for each, name in _relations(model, CASCADE) if each is model]
    while fresh:
        rows |= fresh
        found = (
            model._base_manager.filter(**{f"{name}__in": fresh}).values_list("pk", flat=True) for name in own
        )
        fresh = {pk for some in found for pk in some} - rows
    return rows


def _hanging_on(model: type[Model], rows: set[int], how) -> Iterable[tuple[type[Model], int]]:
    """Each other model of which rows hang on these in that way, and how many do."""
    relations = [each for each in _relations(model, how) if each[0] is not model]
    for other in dict.fromkeys(other for other, _ in relations):
        names = [name for each, name in relations if each is other]
        any_of_them = Q(*((f"{name}__in", rows) for name in names), _connector=Q.OR)
        if number := other._base_manager.filter(any_of_them).count():
            yield other, number


def _relations(model: type[Model], how) -> list[tuple[type[Model], str]]:
    """Which fields of which models point to this one, and what becomes of them is `how`."""
    return [
        (each.related_model, each.field.name) for each in model._meta.related_objects if each.on_delete is how
    ]
