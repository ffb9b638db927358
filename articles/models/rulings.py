"""What is left to editors, and what they ruled: names of several actors, and actors that are one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from articles.querysets import UnclearNameQuerySet


class UnclearName(models.Model):
    """A name in an article that several actors share: it waits, with its candidates, for an editor's word.

    `chosen` is whom the editor chose; once decided, nobody for none of them. What was decided stays when the
    names are found anew. `spans`, `title_spans` and `quoted` are those of a mention.
    """

    article = models.ForeignKey("Article", models.CASCADE, related_name="unclear_names", db_index=False)
    kind = models.CharField(max_length=12, editable=False)
    name = models.CharField(max_length=300, editable=False)
    key = models.CharField(max_length=300, editable=False)
    spans = models.JSONField(default=list, blank=True, editable=False)
    title_spans = models.JSONField(default=list, blank=True, editable=False)
    quoted = ArrayField(models.IntegerField(), default=list, blank=True, editable=False)
    salience = models.FloatField(default=0.0, editable=False)
    evidence = models.TextField(blank=True, editable=False)
    candidates = models.ManyToManyField("Actor", related_name="unclear_names", blank=True, editable=False)
    chosen = models.ForeignKey("Actor", models.SET_NULL, null=True, blank=True, related_name="chosen_for")
    decided = models.BooleanField(default=False, editable=False)

    objects = UnclearNameQuerySet.as_manager()

    class Meta:
        ordering = ["decided", "name", "pk"]
        indexes = [models.Index(fields=["kind", "key"], name="unclear_name_key")]
        constraints = [
            models.UniqueConstraint(fields=["article", "kind", "key"], name="one_unclear_name_in_an_article")
        ]

    def __str__(self):
        return f"{self.name} in {self.article}"


class NameRuling(models.Model):
    """Whom a name means in every article where it could be several: an editor said so once for all."""

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=300)
    actor = models.ForeignKey("Actor", models.CASCADE, related_name="rulings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_ruling_for_one_name")]

    def __str__(self):
        return f"{self.key}: {self.actor}"


class ActorMerge(models.Model):
    """An actor that went into another, and all that moved with it, so that the merge can be undone.

    `moved` holds ids and earlier values; see actors/moving.py.
    """

    survivor = models.ForeignKey("Actor", models.CASCADE, related_name="merges")
    gone = models.ForeignKey("Actor", models.CASCADE, related_name="merges_away")
    moved = models.JSONField(default=dict, editable=False)
    by = models.CharField(max_length=150, blank=True)
    made = models.DateTimeField(default=timezone.now)
    undone = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.gone} into {self.survivor}"
