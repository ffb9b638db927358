"""Articles, and the actors in them."""

from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from articles import actors
from articles.actors.mentions import store_mentions
from articles.admin.access import ChecksChoices
from articles.admin.deleting import CountsWhatGoes
from articles.admin.edits import remember_edits
from articles.forms import PeriodField
from articles.importing import families
from articles.importing.duplicates import fingerprint
from articles.models import Article, Mention
from articles.periods import Period
from articles.roles import roles

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
class ArticleAdmin(ChecksChoices, CountsWhatGoes, admin.ModelAdmin):
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
