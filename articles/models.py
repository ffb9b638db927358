"""The truth: what the archive keeps. The search index is made from these tables and can be made again."""

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from articles.querysets import (
    ActorQuerySet,
    ArticleQuerySet,
    IndexChangeQuerySet,
    MentionQuerySet,
    SourceQuerySet,
    VersionQuerySet,
    WordsOf,
)
from articles.triggers import keeps_the_earliest_first, notes_changes, notes_changes_of_mentions


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
        return reverse("source", args=[self.slug])


TEXTS = ("title", "standfirst", "body", "byline", "dateline", "language")
INDEXED = (*TEXTS, "source", "agency", "published", "family", "reviewed")


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
        triggers = [*notes_changes("id", *INDEXED), *keeps_the_earliest_first()]

    def __str__(self):
        return self.title or f"Untitled article {self.pk}"

    def get_absolute_url(self):
        return reverse("article", args=[self.pk])


class Original(models.Model):
    """The input an article was made from, untouched; a changed file is kept beside what it was before.

    `given` are the values the user knew beforehand; `kind`, `stated` and `mapping` say how it was read and
    what its container said of it, so that it can be read again; `rules` is the version of the importer's
    rules, `cuts` are the passages left out of the article: offsets in `text`, and why.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="originals")
    path = models.TextField()
    sha256 = models.CharField(max_length=64, db_index=True)
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


class Actor(models.Model):
    """A person, a country or an organisation."""

    class Kind(models.TextChoices):
        PERSON = "person"
        COUNTRY = "country"
        ORGANISATION = "organisation"

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", "in the authority"
        PROPOSED = "proposed", "proposed by the importer"
        REJECTED = "rejected", "rejected: not an actor"

    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=300, unique=True, allow_unicode=True)
    code = models.CharField(
        max_length=8, blank=True, help_text="ISO 3166 code of a country.", verbose_name="country code"
    )
    country = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        limit_choices_to={"kind": "country"},
        related_name="nationals",
    )
    wikidata_id = models.CharField("Wikidata id", max_length=16, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.CONFIRMED)
    authority_id = models.CharField(max_length=300, blank=True, editable=False)
    edited_fields = ArrayField(models.CharField(max_length=32), default=list, blank=True, editable=False)

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["kind", "name"], name="actor_kind_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["person", "country", "organisation"]), name="actor_kind"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["confirmed", "proposed", "rejected"]), name="actor_status"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="actor_has_a_name"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_country_for_one_code"),
            models.UniqueConstraint(
                fields=["authority_id"],
                condition=~Q(authority_id=""),
                name="one_actor_for_one_entry",
            ),
        ]
        triggers = notes_changes_of_mentions()

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse(self.kind, args=[self.slug])


class ActorName(models.Model):
    """One spelling of an actor. A key that two actors share matches neither: unique or nothing."""

    class Use(models.TextChoices):
        NAME = "name"
        ACRONYM = "acronym"
        DEMONYM = "demonym", "demonym or adjective"
        CAPITAL = "capital", "capital or seat, used for the state"
        LOCAL = "local", "name in another language"

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="names")
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, editable=False, db_index=True)
    use = models.CharField(max_length=8, choices=Use, default=Use.NAME)
    language = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [GinIndex(WordsOf("key"), name="actor_name_words", fastupdate=False)]
        constraints = [
            models.UniqueConstraint(fields=["actor", "name"], name="one_row_for_one_spelling"),
            models.CheckConstraint(condition=~Q(key=""), name="spelling_has_a_key"),
        ]

    def __str__(self):
        return self.name


class Mention(models.Model):
    """An actor in an article, with the character offsets where it stands: one row for each pair.

    `spans` are [start, end] pairs in the article's body, `title_spans` in its title.
    """

    class Status(models.TextChoices):
        FOUND = "found", "found: a name of the authority"
        PROPOSED = "proposed", "proposed: found by a rule"
        CONFIRMED = "confirmed", "confirmed by an editor"
        REJECTED = "rejected", "rejected by an editor"

    DECIDED = (Status.CONFIRMED, Status.REJECTED)

    article = models.ForeignKey(Article, models.CASCADE, related_name="mentions")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="mentions")
    spans = models.JSONField(default=list, blank=True, editable=False)
    title_spans = models.JSONField(default=list, blank=True, editable=False)
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

    article = models.ForeignKey(Article, models.CASCADE, related_name="later_versions")
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


class ImportRun(models.Model):
    """One run of the importer: what was asked, when, and what came of it."""

    command = models.TextField()
    started = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True, blank=True, help_text="Empty: still running, or cut short.")
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"Import {self.pk} of {self.started:%-d %B %Y %H:%M}"


class ImportFailure(models.Model):
    """An input that could not be imported, and why."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="failures")
    path = models.TextField()
    reason = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.path}: {self.reason}"


class IndexChange(models.Model):
    """The id of an article whose indexed content changed and which the index has yet to learn of.

    Rows are written by database triggers only, and deleted by search/changes.py after the index's commit.
    """

    article_id = models.BigIntegerField()

    objects = IndexChangeQuerySet.as_manager()

    def __str__(self):
        return f"Article {self.article_id}"
