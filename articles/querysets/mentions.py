"""Reading who is named in articles, and the names of which that is not clear."""

from django.db.models import Count, Prefetch, QuerySet

SHOWN = ("found", "proposed", "confirmed")  # mentions that no editor rejected


class MentionQuerySet(QuerySet):
    """Actors in articles."""

    def shown(self):
        """Mentions that readers may see: neither the mention nor its actor was rejected."""
        return self.exclude(status="rejected").exclude(actor__status="rejected")

    def numbers_by_actor(self):
        """Pairs of an actor's id and the number of its articles, rejected mentions left out."""
        counted = self.exclude(status="rejected").order_by().values_list("actor_id")
        return counted.annotate(articles=Count("pk"))


class UnclearNameQuerySet(QuerySet):
    """Names that several actors share, in articles."""

    def waiting(self):
        """Names that no editor has decided yet."""
        return self.filter(decided=False)

    def with_candidates(self):
        """Names with `could_be`, the actors that readers may see among the candidates; in two queries."""
        actors = self.model._meta.get_field("candidates").related_model.objects
        shown = actors.seen().select_related("country").order_by("name", "pk")
        return self.prefetch_related(Prefetch("candidates", queryset=shown, to_attr="could_be"))
