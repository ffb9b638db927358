"""Names that several actors share: which of them is meant?"""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminRadioSelect
from django.contrib.postgres.aggregates import StringAgg
from django.utils.html import format_html

from articles.actors import unclear
from articles.admin.access import MadeElsewhere
from articles.models import Actor, UnclearName

NOBODY = "none"
HERE, EVERYWHERE = "here", "everywhere"


class UnclearNameForm(forms.ModelForm):
    """Which of the candidates a name means, here or wherever it waits."""

    means = forms.ChoiceField(label="It means", widget=AdminRadioSelect(attrs={"class": "radiolist"}))
    scope = forms.ChoiceField(
        label="Decide this", widget=AdminRadioSelect(attrs={"class": "radiolist"}), initial=HERE
    )

    class Meta:
        model = UnclearName
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = self.instance
        found = [(str(each.pk), _described(each)) for each in row.candidates.seen().with_counts()]
        self.fields["means"].choices = [*found, (NOBODY, "none of them")]
        alike = UnclearName.objects.waiting().filter(kind=row.kind, key=row.key).exclude(pk=row.pk).count()
        self.fields["scope"].choices = [
            (HERE, "for this article"),
            (EVERYWHERE, f"wherever it waits ({alike} more), and in articles to come"),
        ]
        if row.decided:
            self.fields["means"].initial = str(row.chosen_id or NOBODY)

    @property
    def actor(self):
        """The chosen candidate, or None for none of them."""
        means = self.cleaned_data["means"]
        return None if means == NOBODY else Actor.objects.get(pk=means)


def _described(actor):
    country = f", {actor.country}" if actor.country else ""
    known = "" if actor.status == Actor.Status.CONFIRMED else ", proposed"
    years = f", {actor.years}" if actor.years else ""
    return f"{actor.name} ({actor.kind}{country}{years}{known}; {actor.article_count} articles; {actor.slug})"


@admin.register(UnclearName)
class UnclearNameAdmin(MadeElsewhere):
    form = UnclearNameForm
    list_display = ["name", "kind", "candidate_names", "article", "state"]
    list_filter = ["decided", "kind"]
    list_select_related = ["article", "chosen"]
    list_per_page = 50
    search_fields = ["name"]
    search_help_text = "A part of the name."
    readonly_fields = ["name", "kind", "where", "evidence", "state"]
    fields = ["name", "kind", "where", "evidence", "state", "means", "scope"]
    actions = None
    show_full_result_count = False

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found.annotate(candidate_list=StringAgg("candidates__name", delimiter=" · ", default=""))

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": self.fields})]

    @admin.display(description="could be")
    def candidate_names(self, row):
        return row.candidate_list

    @admin.display(description="article")
    def where(self, row):
        return format_html('<a href="{}">{}</a>', row.article.get_absolute_url(), row.article)

    @admin.display(description="decision")
    def state(self, row):
        if not row.decided:
            return "waits"
        return f"means {row.chosen}" if row.chosen else "none of them"

    def save_model(self, request, obj, form, change):
        everywhere = form.cleaned_data["scope"] == EVERYWHERE
        count = unclear.choose(obj, form.actor, everywhere)
        obj.refresh_from_db()
        if everywhere:
            articles = "1 article" if count == 1 else f"{count} articles"
            messages.info(request, f"{obj.name} was decided in {articles}.")
