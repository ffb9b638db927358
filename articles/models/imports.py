"""What was brought in: each input as it was, and what came of each run of the importer."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Original(models.Model):
    """The input an article was made from, untouched; a changed file is kept beside what it was before.

    `given` are the values the user knew beforehand; `kind`, `stated` and `mapping` say how it was read and
    what its container said of it, so that it can be read again; `rules` is the version of the importer's
    rules, `cuts` are the passages left out of the article: offsets in `text`, and why; `run` brought it in
    first.
    """

    article = models.ForeignKey("Article", models.CASCADE, related_name="originals")
    path = models.TextField()
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(max_length=32)
    text = models.TextField()
    given = models.JSONField(default=dict, blank=True)
    kind = models.CharField(max_length=16, default="text")
    stated = models.JSONField(default=dict, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    rules = models.PositiveIntegerField(default=0)
    cuts = models.JSONField(default=list, blank=True)
    current = models.BooleanField(default=True, help_text="What lay at this path when it was last read.")
    run = models.ForeignKey("ImportRun", models.SET_NULL, null=True, related_name="originals")
    added = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-added", "-pk"]
        indexes = [models.Index(fields=["sha256"], name="original_sha256")]
        constraints = [
            models.UniqueConstraint(fields=["path", "sha256"], name="one_original_for_one_input"),
            models.UniqueConstraint(
                fields=["path"], condition=Q(current=True), name="one_current_original_for_one_path"
            ),
        ]

    def __str__(self):
        return self.path

    @property
    def file_name(self):
        """The last part of the path: what readers may see of where the file lay."""
        return self.path.rsplit("/", 1)[-1]


class ImportRun(models.Model):
    """One run of the importer: what was asked, when, and what came of it."""

    command = models.TextField()
    started = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True, blank=True, help_text="Empty: still running, or cut short.")
    undone = models.DateTimeField(null=True, blank=True, help_text="When what came in was removed again.")
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0, help_text="No articles: pictures, a crawl's own notes …")

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"Import {self.pk} of {self.started:%-d %B %Y %H:%M}"


class ImportFailure(models.Model):
    """An input that could not be imported, or a page that was skipped since it is no article, and why."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="failures")
    path = models.TextField()
    reason = models.TextField()
    skipped = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.path}: {self.reason}"
