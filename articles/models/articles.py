"""Articles and who published them, which of them tell one story, and what the index has yet to learn."""

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.addresses import address
from articles.querysets import ArticleQuerySet, IndexChangeQuerySet, SourceQuerySet, VersionQuerySet
from articles.triggers import keeps_the_earliest_first, notes_changes, notes_sizes_of_families

TEXTS = ("title", "standfirst", "body", "byline", "dateline", "language")
INDEXED = (*TEXTS, "source", "agency", "published", "family", "reviewed")


class Source(models.Model):
    """Who published an article, or the agency that supplied it: as named, or the host it came from."""

    name = models.CharField(max_length=200, unique=True)
    publisher = models.CharField(
        max_length=200,
        blank=True,
        help_text="Whose it is, where the name is a host: CNN for edition.cnn.com.",
    )
    slug = models.SlugField(max_length=200, unique=True, allow_unicode=True)
    homepage = models.URLField(blank=True)
    country = models.ForeignKey(
        "Actor",
        models.SET_NULL,
        null=True,
        blank=True,
        limit_choices_to={"kind": "country"},
        related_name="sources",
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="source_has_a_name")]

    def __str__(self):
        return f"{self.publisher} ({self.name})" if self.publisher else self.name

    def get_absolute_url(self):
        return address("source", self.slug)


class Article(models.Model):
    """One news article. `published` is a range of days: a day, a month, a year, or empty for unknown."""

    FOUND_FIELDS = (*TEXTS, "source", "agency", "url", "published")

    title = models.TextField(blank=True)
    standfirst = models.TextField(blank=True)
    body = models.TextField(blank=True)
    byline = models.TextField(blank=True)
    dateline = models.TextField(blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="articles")
    agency = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="agency_articles")
    language = models.CharField(max_length=16, blank=True)
    url = models.URLField("address", max_length=2000, blank=True)
    published = DateRangeField(null=True, blank=True)
    family = models.ForeignKey(
        "self",
        models.DO_NOTHING,  # a trigger puts the next copy at the head of the family, whoever deletes
        null=True,
        blank=True,
        related_name="copies",
        help_text="The earliest copy of the same story.",
    )
    findings = models.JSONField(default=dict, blank=True, editable=False)
    edited_fields = ArrayField(models.CharField(max_length=32), default=list, blank=True, editable=False)
    reviewed = models.BooleanField(default=False, help_text="A person has read the metadata and agrees.")
    added = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = [F("published").desc(nulls_last=True), "-pk"]
        indexes = [
            GistIndex(fields=["published"], name="article_published"),
            models.Index(F("published").desc(nulls_last=True), F("id").desc(), name="article_newest"),
            models.Index(fields=["-added"], name="article_added"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published=None)
                | Q(published__isempty=False, published__lower_inf=False, published__upper_inf=False),
                name="published_is_a_known_period_or_null",
            ),
            models.UniqueConstraint(fields=["url"], condition=~Q(url=""), name="one_article_for_one_address"),
        ]
        triggers = [
            *notes_changes("id", *INDEXED),
            *notes_sizes_of_families(),
            *keeps_the_earliest_first(),
        ]

    def __str__(self):
        return self.title or f"Untitled article {self.pk}"

    def get_absolute_url(self):
        return address("article", self.pk)


class Fingerprint(models.Model):
    """One number of the fingerprint of an article's text, by which its likes are looked up.

    There are many, and each import adds more, so that the database does not check that the article exists;
    a number that was left behind is harmless, as texts are compared before they are joined.
    """

    pk = models.CompositePrimaryKey("number", "article_id")
    number = models.BigIntegerField()
    article = models.ForeignKey(Article, models.CASCADE, related_name="fingerprint", db_constraint=False)

    def __str__(self):
        return f"{self.number} of article {self.article_id}"


class Version(models.Model):
    """Two articles that tell one story in partly other words: too unlike for a family, too like for chance.

    `article` came in before `other`; `likeness` is the share of their words that they have in common.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="later_versions", db_index=False)
    other = models.ForeignKey(Article, models.CASCADE, related_name="earlier_versions")
    likeness = models.FloatField()

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-likeness", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="one_link_for_two_versions"),
            models.CheckConstraint(condition=Q(article__lt=F("other")), name="the_earlier_version_first"),
        ]

    def __str__(self):
        return f"{self.article} / {self.other}"


class IndexChange(models.Model):
    """The id of an article whose indexed content changed and which the index has yet to learn of.

    Rows are written by database triggers only, and deleted by search/changes.py after the index's commit.
    """

    article_id = models.BigIntegerField()

    objects = IndexChangeQuerySet.as_manager()

    def __str__(self):
        return f"Article {self.article_id}"
