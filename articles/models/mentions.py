"""Who is in which article, and where."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from articles.querysets import MentionQuerySet
from articles.triggers import notes_changes


class Mention(models.Model):
    """An actor in an article, with the character offsets where it stands: one row for each pair.

    `spans` are [start, end] pairs in the article's body, `title_spans` in its title; `quoted` are the offsets
    in the body of the names or pronouns to which the text gives the actor's words.
    """

    class Status(models.TextChoices):
        FOUND = "found", "found: a name of the authority"
        PROPOSED = "proposed", "proposed: found by a rule"
        CONFIRMED = "confirmed", "confirmed by an editor"
        REJECTED = "rejected", "rejected by an editor"

    DECIDED = (Status.CONFIRMED, Status.REJECTED)

    article = models.ForeignKey("Article", models.CASCADE, related_name="mentions", db_index=False)
    actor = models.ForeignKey("Actor", models.CASCADE, related_name="mentions")
    spans = models.JSONField(default=list, blank=True, editable=False)
    title_spans = models.JSONField(default=list, blank=True, editable=False)
    quoted = ArrayField(models.IntegerField(), default=list, blank=True, editable=False)
    salience = models.FloatField(default=0.0, editable=False)
    rule = models.CharField(max_length=60, default="editor", editable=False)
    confidence = models.FloatField(default=1.0, editable=False)
    evidence = models.TextField(blank=True, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.CONFIRMED)

    objects = MentionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "actor"], name="one_mention_for_article_and_actor"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="confidence_from_0_to_1"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["found", "proposed", "confirmed", "rejected"]), name="mention_status"
            ),
        ]
        triggers = notes_changes("article_id", "article", "actor", "status", "spans")

    def __str__(self):
        return f"{self.actor} in {self.article}"

    @property
    def count(self):
        """How often the actor's names stand in the body and the title."""
        return len(self.spans) + len(self.title_spans)

    def spellings_in(self, article):
        """The actor's names as printed in the title and the body of its article, first seen first."""
        printed = [article.title[start:end] for start, end in self.title_spans]
        printed += [article.body[start:end] for start, end in self.spans]
        return list(dict.fromkeys(printed))
