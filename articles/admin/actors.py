"""Actors and their spellings."""

from django import forms
from django.contrib import admin

from articles import actors, names
from articles.admin.access import ChecksChoices
from articles.admin.deleting import CountsWhatGoes
from articles.admin.edits import remember_edits, remembered
from articles.admin.merging import MergesAndSplits
from articles.models import Actor, ActorName


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
class ActorAdmin(ChecksChoices, CountsWhatGoes, MergesAndSplits, admin.ModelAdmin):
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
        count = queryset.update(status=status, edited_fields=remembered("status"))
        self.message_user(request, f"{count} actors are now: {status.label}.")
