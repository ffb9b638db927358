"""Carries what changed in the database to the index, rebuilds the index, compares the two.

Nothing is lost, whatever is killed when. Triggers note the id of a changed article in the transaction of the
change. `apply` holds the write lock, reads notes, reads those articles *after* the notes, writes and commits
the index, and deletes exactly the notes it read: killed before that, the next run repeats them.

A rebuild takes long and edits must not wait for it. So it holds the write lock only at its two ends:

1. Under the lock it opens a journal and looks at the notes that wait: what they tell of is in the database
   for the rebuild to read, as is all that was applied before. Every later apply first adds its ids to the
   journal, then writes the present index.
2. Without the lock it reads the whole database into a new index beside the present one.
3. Under the lock it brings over the journal's ids and the notes made since, lets the new index take
   over, and removes notes and journal. A change that was committed after its article had been read in step 2
   is in one of the two. Killed before the take-over, the present index is as it was; a journal that was left
   is dropped by the next apply, which sees that nobody holds the rebuild's lock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db.models import Count

from articles.models import Article, IndexChange, Mention
from articles.periods import Period
from articles.search.engine import MOST_OFTEN, Building, Document, Engine, IndexMissing, engine
from articles.search.fields import size_class
from articles.search.folders import is_locked, locked, told_in_words

NOTES = 20_000  # notes read at a time; an imported article leaves one for itself and one for each actor
CHUNK = 500  # articles read at a time

COLUMNS = "id title standfirst body byline dateline language published source_id agency_id family_id".split()
COLUMNS += ["reviewed"]
KINDS = {"person": "people", "country": "countries", "organisation": "organisations"}


@dataclass(frozen=True)
class Difference:
    """Ids of articles that are missing from the index, in it without being in the archive (surplus), in it
    as they once were (stale), and those whose change waits to be carried over."""

    missing: tuple[int, ...] = ()
    surplus: tuple[int, ...] = ()
    stale: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()

    def __bool__(self):
        return any((self.missing, self.surplus, self.stale, self.waiting))


@told_in_words()
def apply() -> int:
    """The number of articles carried to the index; where there is none yet it is made. Waits its turn.

    Raises IndexUnavailable, and then what changed is noted still and carried the next time.
    """
    try:
        with _writing():
            return _carry_notes(engine())
    except IndexMissing:
        return _build_first()


def _build_first() -> int:
    with locked(_folder() / "rebuild.lock"):
        try:
            engine().count()
        except IndexMissing:
            return _rebuild(_ignore)
    return apply()


@told_in_words()
def rebuild(progress: Callable[[int], None] | None = None) -> int:
    """The number of articles of a new index, made beside the old one and put in its place in one step.

    `progress` is called with the number of articles just read. Raises IndexUnavailable where the new one
    cannot be written; the old one stays.
    """
    with locked(_folder() / "rebuild.lock"):
        return _rebuild(progress or _ignore)


@told_in_words()
def count_ahead(progress: Callable[[int, int], None] | None = None, again: bool = True) -> None:
    """Has the engine count what many articles are found by, so that searches are quicker; see Engine. Without
    `again` only where what was counted is of no more use.

    Waits while an index is made. Raises IndexUnavailable where there is none, or it cannot be written.
    """
    with locked(_folder() / "rebuild.lock"):
        if again or not engine().is_counted_ahead():
            engine().count_ahead(progress)


def _rebuild(progress) -> int:
    with _writing():
        _journal().write_text("")
        read_anyway = _notes()
    with engine().building(_named_often(), Article.objects.count()) as new:
        new.add(_told(documents(_all_ids()), progress))
        with _writing():
            notes = _notes()
            late = {id for note, id in notes.items() if note not in read_anyway}
            _bring(new, _journaled() | late)
            new.take_over()
            _forget(notes)
            _journal().unlink()
    return engine().count()


def _named_often() -> dict[str, list[int]]:
    """The people and the organisations that most articles name, the most frequent first."""
    kinds = {name: kind for kind, name in KINDS.items() if name != "countries"}
    named = Mention.objects.shown().values_list("actor").annotate(articles=Count("article"))
    most = {name: named.filter(actor__kind=kind).order_by("-articles") for name, kind in kinds.items()}
    return {name: [actor for actor, _ in actors[:MOST_OFTEN]] for name, actors in most.items()}


def documents(ids: Iterable[int]) -> Iterator[Document]:
    """What the index learns of the articles with these ids, in three queries for some hundred of them."""
    ids = iter(ids)
    while chunk := list(islice(ids, CHUNK)):
        mentioned = _actors_in(chunk)
        rows = list(Article.objects.filter(pk__in=chunk).order_by("pk").values(*COLUMNS))
        later = Article.objects.later_copies({row["family_id"] or row["id"] for row in rows})
        for row in rows:
            yield _document(row, mentioned[row["id"]], 1 + later.get(row["family_id"] or row["id"], 0))


def compare() -> Difference:
    """Where index and database differ. What looks different at first is looked at again under the lock."""
    suspects = _suspects(dict(engine().contents()))
    with _writing():
        held = dict(engine().contents())
        asked = {id: held[id] for id in suspects if id in held}
        seen = {document.id: document.fingerprint for document in documents(sorted(suspects))}
        waiting = set(IndexChange.objects.values_list("article_id", flat=True))
    return Difference(
        missing=_sorted(seen.keys() - asked.keys() - waiting),
        surplus=_sorted(asked.keys() - seen.keys() - waiting),
        stale=_sorted({id for id in seen.keys() & asked.keys() if seen[id] != asked[id]} - waiting),
        waiting=_sorted(waiting),
    )


def _suspects(held: dict[int, int]) -> set[int]:
    suspects = set()
    for document in documents(_all_ids()):
        if held.pop(document.id, None) != document.fingerprint:
            suspects.add(document.id)
    return suspects | held.keys()


def _carry_notes(index: Engine) -> int:
    """The number of articles brought to the index, note after note, until no note is left."""
    index.count()
    carried = set()
    while notes := _notes(NOTES):
        ids = set(notes.values())
        _add_to_journal(ids)
        _bring(index, ids)
        _forget(notes)
        carried |= ids
    return len(carried)


def _notes(limit: int | None = None) -> dict[int, int]:
    """The article's id for each note, by the note's own key."""
    return dict(IndexChange.objects.order_by("pk").values_list("pk", "article_id")[:limit])


def _forget(notes: dict[int, int]) -> None:
    keys = iter(notes)
    while chunk := list(islice(keys, NOTES)):
        IndexChange.objects.filter(pk__in=chunk).delete()


def _bring(index: Engine | Building, ids: set[int]) -> None:
    if ids:
        index.update(documents(sorted(ids)), removed=ids)


def _document(row: dict, mentioned: dict[str, list[int]], copies: int) -> Document:
    return Document(
        id=row["id"],
        title=row["title"],
        standfirst=row["standfirst"],
        body=row["body"],
        byline=row["byline"],
        place=row["dateline"],
        language=row["language"],
        published=Period.from_range(row["published"]),
        source=row["source_id"],
        agency=row["agency_id"],
        family=row["family_id"] or row["id"],
        reviewed=row["reviewed"],
        copies=size_class(copies),
        **{name: tuple(mentioned[name]) for name in KINDS.values()},
    )


def _actors_in(ids: list[int]) -> dict[int, dict[str, list[int]]]:
    found = defaultdict(lambda: defaultdict(list))
    shown = Mention.objects.shown().filter(article__in=ids).order_by("actor")
    for article, actor, kind in shown.values_list("article", "actor", "actor__kind"):
        found[article][KINDS[kind]].append(actor)
    return found


def _all_ids() -> Iterator[int]:
    last = 0
    ids = Article.objects.order_by("pk").values_list("pk", flat=True)
    while chunk := list(ids.filter(pk__gt=last)[:CHUNK]):
        yield from chunk
        last = chunk[-1]


def _told(documents: Iterable[Document], progress) -> Iterator[Document]:
    for document in documents:
        yield document
        progress(1)


def _ignore(_count):
    pass


def _add_to_journal(ids: set[int]) -> None:
    if not _journal().exists():
        return
    if is_locked(_folder() / "rebuild.lock"):
        with _journal().open("a") as journal:
            journal.write("".join(f"{id}\n" for id in ids))
    else:
        _journal().unlink()


def _journaled() -> set[int]:
    return {int(line) for line in _journal().read_text().split()}


def _journal() -> Path:
    return _folder() / "journal"


def _folder() -> Path:
    return Path(settings.INDEX_FOLDER)


def _writing():
    return locked(_folder() / "write.lock")


def _sorted(ids) -> tuple[int, ...]:
    return tuple(sorted(ids))
