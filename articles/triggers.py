"""What the database does by itself, whoever writes: note changes for the index, keep families in order."""

import pgtrigger

NOTE = "INSERT INTO articles_indexchange (article_id)"
NEW, OLD = {"new": "new_rows"}, {"old": "old_rows"}  # the rows of a statement, as they are called in it


def _after(name, operation, func, **said):
    """A trigger behind each row of a statement."""
    return pgtrigger.Trigger(name=name, when=pgtrigger.After, operation=operation, func=func, **said)


def _once(name, operation, func, rows):
    """A trigger behind a whole statement, which has its rows as tables."""
    tables = pgtrigger.Referencing(**rows)
    return _after(name, operation, func, level=pgtrigger.Statement, referencing=tables)


def notes_changes(article_id, *indexed):
    """Triggers that note every insert, delete and change of an `indexed` column, whoever writes.

    Inserts and deletes are noted once for each article of a statement: an import stores hundreds at a time.
    """

    def once(rows):
        return f"{NOTE} SELECT DISTINCT {article_id} FROM {rows}; RETURN NULL;"

    changed = pgtrigger.AnyChange(*indexed)
    noted = f"{NOTE} VALUES (NEW.{article_id}); RETURN NULL;"
    return [
        _once("note_insert", pgtrigger.Insert, once("new_rows"), NEW),
        _after("note_update", pgtrigger.Update, noted, condition=changed),
        _once("note_delete", pgtrigger.Delete, once("old_rows"), OLD),
    ]


def notes_changes_of_mentions():
    """Triggers that note every article of an actor whose kind or status changed."""
    mentioned = "SELECT article_id FROM articles_mention WHERE actor_id = NEW.id"
    changed = pgtrigger.AnyChange("kind", "status")
    return [_after("note_update", pgtrigger.Update, f"{NOTE} {mentioned}; RETURN NULL;", condition=changed)]


# Families up to this size tell all their copies when they grow or shrink: above the last class of the index
# (fields.COPIES) by enough that two imports at once cannot pass it unseen.
TOLD_OF_EACH_OTHER = 20
NOTE_COPIES = f"""
    WITH changed AS (
        SELECT family, sum(growth) AS growth FROM ({{rows}}) AS counted
        GROUP BY family HAVING sum(growth) <> 0
    ), members AS (
        SELECT id, family, growth FROM changed JOIN articles_article ON id = family
        UNION ALL SELECT id, family, growth FROM changed JOIN articles_article ON family_id = family
    ), copies AS (
        SELECT id, growth, count(*) OVER (PARTITION BY family) AS size FROM members
    )
    {NOTE} SELECT id FROM copies WHERE least(size, size - growth) <= {TOLD_OF_EACH_OTHER};
    RETURN NULL;
"""
ADDED = "SELECT coalesce(family_id, id) AS family, 1 AS growth FROM new_rows"
TAKEN = "SELECT coalesce(family_id, id) AS family, -1 AS growth FROM old_rows"


def notes_sizes_of_families():
    """Triggers that note every copy of a story when the number of its copies changed, once a statement."""
    tables = {
        # A new article without a family is the only copy there is.
        "insert": (pgtrigger.Insert, NEW, f"{ADDED} WHERE family_id IS NOT NULL"),
        "update": (pgtrigger.Update, NEW | OLD, f"{ADDED} UNION ALL {TAKEN}"),
        "delete": (pgtrigger.Delete, OLD, TAKEN),
    }
    return [
        _once(f"note_copies_{name}", operation, NOTE_COPIES.format(rows=rows), changed)
        for name, (operation, changed, rows) in tables.items()
    ]


# The earliest copy of a story: the one that had surely appeared before the others, undated ones in the order
# in which they came in.
EARLIEST_FIRST = "upper(published) NULLS LAST, id"


def keeps_the_earliest_first():
    """Triggers that put the earliest copy of a story at its head when a date changed or the head is gone."""
    declared = [("story", "bigint"), ("earliest", "bigint")]
    redated = {"condition": pgtrigger.AnyChange("published"), "declare": declared}
    orphaned = {"condition": pgtrigger.Q(old__family__isnull=True), "declare": declared}
    return [
        _after("rehead_redated", pgtrigger.Update, rehead("NEW"), **redated),
        # Locked, the new head is none that another transaction is about to delete.
        _after("rehead_orphans", pgtrigger.Delete, rehead("OLD", lock=" FOR UPDATE"), **orphaned),
    ]


def rehead(row, lock=""):
    """The trigger body that finds the earliest of a row's family anew and points the others to it."""
    return f"""
        story := COALESCE({row}.family_id, {row}.id);
        SELECT id INTO earliest FROM articles_article WHERE id = story OR family_id = story
            ORDER BY {EARLIEST_FIRST} LIMIT 1{lock};
        UPDATE articles_article SET family_id = NULLIF(earliest, id)
            WHERE (id = story OR family_id = story) AND family_id IS DISTINCT FROM NULLIF(earliest, id);
        RETURN NULL;
    """
