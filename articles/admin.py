"""Editing: what a person sets here is remembered and outlives every import."""

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count
from django.forms.models import BaseInlineFormSet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from articles import actors, names
from articles.actors.mentions import store_mentions
from articles.authority_admin import MergesAndSplits
from articles.forms import PeriodField
from articles.importing import families
from articles.importing.duplicates import fingerprint
from articles.models import Actor, ActorName, Article, ImportFailure, ImportRun, Mention, Source
from articles.periods import Period
from articles.roles import roles


def remember_edits(instance, changed, fields):
    """Adds the fields that a person changed to those that no import may change again."""
    edited = {*instance.edited_fields, *(name for name in changed if name in fields)}
    instance.edited_fields = sorted(edited)


EDITABLE = (*Article.FOUND_FIELDS, "family")  # what an editor decides here no import changes


class KnownDateFilter(admin.SimpleListFilter):
    title = "date"
    parameter_name = "date"

    def lookups(self, request, model_admin):
        return [("known", "Known"), ("unknown", "Unknown")]

    def queryset(self, request, queryset):
        choices = {"known": queryset.dated, "unknown": queryset.undated}
        return choices[self.value()]() if self.value() in choices else None


class ArticleForm(forms.ModelForm):
    published = PeriodField()
    url = forms.URLField(label="Address", max_length=2000, required=False, assume_scheme="https")

    class Meta:
        model = Article
        fields = [*EDITABLE, "reviewed"]
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "standfirst": forms.Textarea(attrs={"rows": 3}),
            "byline": forms.TextInput(attrs={"class": "vTextField"}),
            "dateline": forms.TextInput(attrs={"class": "vTextField"}),
            "body": forms.Textarea(attrs={"rows": 20, "class": "vLargeTextField"}),
        }

    def clean_title(self):
        """The title without blanks at its ends; an article that had one keeps one."""
        title = self.cleaned_data["title"].strip()
        if self.instance.title and not title:
            raise forms.ValidationError("An article needs a title that readers can find it by.")
        return title

    def clean_family(self):
        """The earliest copy of the story that was named, whichever of its copies that was."""
        copy = self.cleaned_data["family"]
        head = copy and (copy.family or copy)
        return None if head == self.instance else head


class MentionFormSet(BaseInlineFormSet):
    """Taking an actor out of an article rejects it, so that no later import puts it back."""

    def delete_existing(self, obj, commit=True):
        """Rejects what the importer found; deletes only what a person had added."""
        if obj.rule == "editor":
            super().delete_existing(obj, commit)
        elif commit:
            obj.status = Mention.Status.REJECTED
            obj.save(update_fields=["status"])


class MentionInline(admin.TabularInline):
    model = Mention
    formset = MentionFormSet
    autocomplete_fields = ["actor"]
    fields = ["actor", "status", "printed", "role", "rule", "confidence"]
    readonly_fields = ["printed", "role", "rule", "confidence"]
    ordering = ["-salience", "pk"]
    verbose_name = "actor"
    verbose_name_plural = "actors in this article"
    extra = 1

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("actor", "article")

    @admin.display(description="as printed")
    def printed(self, mention):
        return ", ".join(mention.spellings_in(mention.article)) if mention.pk else ""

    @admin.display(description="role")
    def role(self, mention):
        held = ", ".join(roles(mention, first=None)) if mention.pk else ""
        return f"{held} ({mention.salience:.0%})" if held else ""


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = ArticleForm
    list_display = ["short_title", "source", "appeared", "language", "reviewed"]
    list_filter = ["reviewed", KnownDateFilter, "source", "agency", "language"]
    list_select_related = ["source"]
    list_per_page = 50
    search_fields = ["title", "standfirst", "byline", "url"]
    search_help_text = "Title, standfirst, byline or address. The site's own search reads the whole text."
    show_full_result_count = False
    autocomplete_fields = ["source", "agency"]
    raw_id_fields = ["family"]
    inlines = [MentionInline]
    readonly_fields = ["set_by_editors", "original", "added", "changed"]
    actions = ["mark_reviewed", "give_back"]
    fieldsets = [
        (None, {"fields": ["title", "standfirst", "published", "source", "agency", "family", "reviewed"]}),
        ("Text", {"fields": ["byline", "dateline", "body", "language", "url"]}),
        ("Where it comes from", {"fields": ["set_by_editors", "original", "added", "changed"]}),
    ]

    def has_add_permission(self, request):
        """Articles come in through the importer, which keeps their originals."""
        return False

    def save_model(self, request, obj, form, change):
        remember_edits(obj, form.changed_data, EDITABLE)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if {"title", "body"} & set(form.changed_data):
            store_mentions([(form.instance, None)], actors.known())
        if {"title", "body", "family"} & set(form.changed_data):
            told = form.instance
            families.join({told.pk: fingerprint(told.title, told.body)}, retold=[told.pk])

    @admin.display(description="title", ordering="title")
    def short_title(self, article):
        return Truncator(str(article)).chars(90)

    @admin.display(description="published", ordering="published")
    def appeared(self, article):
        period = Period.from_range(article.published)
        return period.in_words() if period else "unknown"

    @admin.display(description="set by editors")
    def set_by_editors(self, article):
        return ", ".join(article.edited_fields) or "nothing yet"

    @admin.display(description="original")
    def original(self, article):
        address = reverse("original", args=[article.pk])
        return format_html('<a href="{}">The untouched input and what was found in it</a>', address)

    @admin.action(description="Mark as reviewed")
    def mark_reviewed(self, request, queryset):
        self.message_user(request, f"{queryset.update(reviewed=True)} articles marked as reviewed.")

    @admin.action(description="Let the next import set all fields again")
    def give_back(self, request, queryset):
        count = queryset.update(edited_fields=[])
        self.message_user(request, f"{count} articles given back: `import_articles --again` sets them anew.")


class ActorNameForm(forms.ModelForm):
    class Meta:
        model = ActorName
        fields = ["name", "use", "language"]

    def clean_name(self):
        """The spelling, which must hold at least one letter or digit; its key is set with it."""
        name = names.tidy(self.cleaned_data["name"])
        self.instance.key = names.key(name)
        if not self.instance.key:
            raise forms.ValidationError("A name needs at least one letter or digit.")
        return name


class ActorNameInline(admin.TabularInline):
    model = ActorName
    form = ActorNameForm
    verbose_name = "spelling"
    verbose_name_plural = "spellings that mean this actor"
    extra = 1


@admin.register(Actor)
class ActorAdmin(MergesAndSplits, admin.ModelAdmin):
    list_display = ["name", "kind", "status", "country", "article_count"]
    ordering = ["name"]
    list_filter = ["status", "kind", ("country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["country"]
    search_fields = ["name", "names__name", "code"]
    search_help_text = "Any spelling, or a country code."
    autocomplete_fields = ["country"]
    fields = ["name", "kind", "status", "country", ("since", "until"), "code", "wikidata_id"]
    inlines = [ActorNameInline]
    actions = ["confirm", "reject", "merge"]

    REMEMBERED = ("name", "kind", "status", "country", "since", "until", "code", "wikidata_id")

    def get_queryset(self, request):
        return super().get_queryset(request).filter(merged_into=None).with_counts()

    @admin.display(description="articles", ordering="article_count")
    def article_count(self, actor):
        return actor.article_count

    def save_model(self, request, obj, form, change):
        if not change:
            (obj.slug,) = Actor.objects.free_slugs([obj.name])
        remember_edits(obj, form.changed_data, self.REMEMBERED)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        actor = form.instance
        if any(formset.has_changed() for formset in formsets):
            remember_edits(actor, ["names"], ["names"])
            actor.save(update_fields=["edited_fields"])
        actors.add_name(actor, actor.name)

    @admin.action(description="Confirm: these are actors")
    def confirm(self, request, queryset):
        self._decide(request, queryset, Actor.Status.CONFIRMED)

    @admin.action(description="Reject: these are not actors")
    def reject(self, request, queryset):
        self._decide(request, queryset, Actor.Status.REJECTED)

    def _decide(self, request, queryset, status):
        chosen = list(queryset)
        for actor in chosen:
            actor.status = status
            remember_edits(actor, ["status"], ["status"])
        Actor.objects.bulk_update(chosen, ["status", "edited_fields"])
        self.message_user(request, f"{len(chosen)} actors are now: {status.label}.")


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ["name", "publisher", "homepage", "country", "articles_published"]
    ordering = ["name"]
    list_select_related = ["country"]
    search_fields = ["name", "publisher", "homepage"]
    autocomplete_fields = ["country"]
    fields = ["name", "publisher", "homepage", "country"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(published=Count("articles"))

    @admin.display(description="articles", ordering="published")
    def articles_published(self, source):
        return source.published

    def save_model(self, request, obj, form, change):
        if not change:
            (obj.slug,) = Source.objects.free_slugs([obj.name])
        super().save_model(request, obj, form, change)


class ReadOnly:
    """Shown, never changed."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ImportFailureInline(ReadOnly, admin.TabularInline):
    model = ImportFailure
    fields = ["path", "reason"]


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["__str__", "finished", "created", "updated", "unchanged", "failed", "undone", "command"]
    inlines = [ImportFailureInline]
