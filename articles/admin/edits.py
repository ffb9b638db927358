"""What a person changed, remembered."""

from django.db.models import F, Func, Value


def remember_edits(instance, changed, fields):
    """Adds the fields that a person changed to those that no import may change again."""
    edited = {*instance.edited_fields, *(name for name in changed if name in fields)}
    instance.edited_fields = sorted(edited)


def remembered(field):
    """The same for many rows at once, of one field: what `edited_fields` is to be in an update."""
    with_it = "ARRAY(SELECT DISTINCT unnest(array_append(%(expressions)s)) AS field ORDER BY field)"
    return Func(F("edited_fields"), Value(field), template=with_it)
