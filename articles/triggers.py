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
