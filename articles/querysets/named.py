"""Reading rows that have a name."""

from django.db.models import Q, QuerySet
from django.utils.text import slugify

ROOM_FOR_A_NUMBER = 20  # characters of a slug


class ByName(QuerySet):
    """Rows that have a name."""

    def after_name(self, name, pk):
        """Rows that come after a name and its row's key, in the order of both."""
        return self.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk))

    def free_slugs(self, names):
        """A list of unused slugs, one for each name, in order: its words, a number where taken."""
        longest = self.model._meta.get_field("slug").max_length - ROOM_FOR_A_NUMBER
        slugs = [slugify(name, allow_unicode=True)[:longest].strip("-") for name in names]
        bases = [slug or self.model._meta.model_name for slug in slugs]
        taken, free = self._slugs_like(set(bases)), []
        for base in bases:
            slug, number = base, 2
            while slug in taken:
                slug, number = f"{base}-{number}", number + 1
            taken.add(slug)
            free.append(slug)
        return free

    def _slugs_like(self, bases):
        """Every slug in use that is one of the bases, or one of them with a number."""
        crowded = set(self.filter(slug__in=bases).values_list("slug", flat=True))
        numbered = (
            self.filter(slug__startswith=f"{base}-").values_list("slug", flat=True) for base in crowded
        )
        return crowded.union(*numbered)
