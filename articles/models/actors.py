"""Who can be in an article: people, countries, organisations, and every way to write their names."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from articles.addresses import address
from articles.derived import SoundField
from articles.querysets import ActorQuerySet, WordsOf
from articles.triggers import notes_changes_of_mentions

FIRST_YEAR, LAST_YEAR = 1, 2100  # that an actor can begin or end in
YEARS = [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
YEAR_HELP = "The year alone; empty if it is not known, or has not come."


class Actor(models.Model):
    """A person, a country or an organisation.

    The shipped authority never changes what an editor (`edited_fields`, with "names" for the spellings) or a
    list of the user's own (`imported_fields`, and a spelling's `imported`) says. One that was merged into
    another stays, rejected and without names: its address leads on, and the authority does not bring it back.
    """

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
    since = models.SmallIntegerField(
        "born or founded in", null=True, blank=True, validators=YEARS, help_text=YEAR_HELP
    )
    until = models.SmallIntegerField(
        "died or dissolved in", null=True, blank=True, validators=YEARS, help_text=YEAR_HELP
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.CONFIRMED)
    authority_id = models.CharField(max_length=300, blank=True, editable=False)
    edited_fields = ArrayField(models.CharField(max_length=32), default=list, blank=True, editable=False)
    imported_fields = ArrayField(models.CharField(max_length=32), default=list, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, editable=False, db_index=False, related_name="merged_here"
    )

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [
            models.Index(fields=["kind", "name"], name="actor_kind_name"),
            models.Index("merged_into", condition=~Q(merged_into=None), name="actor_merged"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["person", "country", "organisation"]), name="actor_kind"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["confirmed", "proposed", "rejected"]), name="actor_status"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="actor_has_a_name"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="actor_ends_after_its_beginning",
                violation_error_message="Nobody ends before beginning: look at the two years.",
            ),
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
        return address(self.kind, self.slug)

    @property
    def years(self):
        """1924–2018, born 1946, died 2011, since 1949 or until 1991; empty where no year is known."""
        begun, ended = ("born", "died") if self.kind == self.Kind.PERSON else ("since", "until")
        if self.since and self.until:
            return f"{self.since}–{self.until}"
        if self.since:
            return f"{begun} {self.since}"
        return f"{ended} {self.until}" if self.until else ""

    def address_with(self, other):
        """The one address of the page about this actor and another, whichever is asked."""
        return address("pair", *sorted([self.slug, other.slug]))


class ActorName(models.Model):
    """One spelling of an actor. A key that two actors share matches neither: unique or nothing."""

    class Use(models.TextChoices):
        NAME = "name"
        ACRONYM = "acronym"
        DEMONYM = "demonym", "demonym or adjective"
        CAPITAL = "capital", "capital or seat, used for the state"
        LOCAL = "local", "name in another language"

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="names", db_index=False)
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, editable=False, db_index=True)
    sound = SoundField(max_length=300, null=True, editable=False)
    use = models.CharField(max_length=8, choices=Use, default=Use.NAME)
    language = models.CharField(max_length=16, blank=True)
    imported = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["pk"]
        indexes = [
            GinIndex(WordsOf("key"), name="actor_name_words", fastupdate=False),
            models.Index(fields=["sound"], name="actor_name_sound"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["actor", "name"], name="one_row_for_one_spelling"),
            models.CheckConstraint(condition=~Q(key=""), name="spelling_has_a_key"),
        ]

    def __str__(self):
        return self.name
