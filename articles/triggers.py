"""What the database does by itself, whoever writes: note changes for the index, keep families in order."""

import pgtrigger

NOTE = "INSERT INTO articles_indexchange (article_id)"


def notes_changes(article_id, *indexed):
    """Triggers that note every insert, delete and change of an `indexed` column, whoever writes.

    Inserts and deletes are noted once for each article of a statement: an import stores hundreds at a time.
    """

    def once(rows):
        return f"{NOTE} SELECT DISTINCT {article_id} FROM {rows}; RETURN NULL;"

    return [
        pgtrigger.Trigger(
            name="note_insert",
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            level=pgtrigger.Statement,
            referencing=pgtrigger.Referencing(new="new_rows"),
            func=once("new_rows"),
        ),
        pgtrigger.Trigger(
            name="note_update",
            when=pgtrigger.After,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange(*indexed),
            func=f"{NOTE} VALUES (NEW.{article_id}); RETURN NULL;",
        ),
        pgtrigger.Trigger(
            name="note_delete",
            when=pgtrigger.After,
            operation=pgtrigger.Delete,
            level=pgtrigger.Statement,
            referencing=pgtrigger.Referencing(old="old_rows"),
            func=once("old_rows"),
        ),
    ]


def notes_changes_of_mentions():
    """Triggers that note every article of an actor whose kind or status changed."""
    mentioned = "SELECT article_id FROM articles_mention WHERE actor_id = NEW.id"
    return [
        pgtrigger.Trigger(
            name="note_update",
            when=pgtrigger.After,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange("kind", "status"),
            func=f"{NOTE} {mentioned}; RETURN NULL;",
        )
    ]


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
    new, old = {"new": "new_rows"}, {"old": "old_rows"}
    tables = {
        # A new article without a family is the only copy there is.
        "insert": (pgtrigger.Insert, new, f"{ADDED} WHERE family_id IS NOT NULL"),
        "update": (pgtrigger.Update, new | old, f"{ADDED} UNION ALL {TAKEN}"),
        "delete": (pgtrigger.Delete, old, TAKEN),
    }
    return [
        pgtrigger.Trigger(
            name=f"note_copies_{name}",
            when=pgtrigger.After,
            operation=operation,
            level=pgtrigger.Statement,
            referencing=pgtrigger.Referencing(**tables),
            func=NOTE_COPIES.format(rows=rows),
        )
        for name, (operation, tables, rows) in tables.items()
    ]


# The earliest copy of a story: the one that had surely appeared before the others, undated ones in the order
# in which they came in.
EARLIEST_FIRST = "upper(published) NULLS LAST, id"


def keeps_the_earliest_first():
    """Triggers that put the earliest copy of a story at its head when a date changed or the head is gone."""
    return [
        pgtrigger.Trigger(
            name="rehead_redated",
            when=pgtrigger.After,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange("published"),
            declare=[("story", "bigint"), ("earliest", "bigint")],
            func=rehead("NEW"),
        ),
        pgtrigger.Trigger(
            name="rehead_orphans",
            when=pgtrigger.After,
            operation=pgtrigger.Delete,
            declare=[("story", "bigint"), ("earliest", "bigint")],
            func=rehead("OLD"),
        ),
    ]


def rehead(row):
    """The trigger body that finds the earliest of a row's family anew and points the others to it."""
    return f"""
        story := COALESCE({row}.family_id, {row}.id);
        SELECT id INTO earliest FROM articles_article WHERE id = story OR family_id = story
            ORDER BY {EARLIEST_FIRST} LIMIT 1;
        UPDATE articles_article SET family_id = NULLIF(earliest, id)
            WHERE (id = story OR family_id = story) AND family_id IS DISTINCT FROM NULLIF(earliest, id);
        RETURN NULL;
    """
