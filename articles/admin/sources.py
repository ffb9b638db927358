"""Sources and agencies."""

from django.contrib import admin
from django.db import models

from articles.admin.access import ChecksChoices
from articles.admin.deleting import CountsWhatGoes
from articles.models import Source


class InUseFilter(admin.SimpleListFilter):
    """Sources whose articles are gone, as with an import that was taken back, stay until they are deleted."""

    title = "use"
    parameter_name = "articles"

    def lookups(self, request, model_admin):
        return [("some", "With articles"), ("none", "Without articles")]

    def queryset(self, request, queryset):
        choices = {"some": {"article_count__gt": 0}, "none": {"article_count": 0}}
        return queryset.filter(**choices.get(self.value(), {}))


@admin.register(Source)
class SourceAdmin(ChecksChoices, CountsWhatGoes, admin.ModelAdmin):
    list_display = ["name", "publisher", "homepage", "country", "article_count"]
    list_filter = [InUseFilter]
    ordering = ["name"]
    list_select_related = ["country"]
    search_fields = ["name", "publisher", "homepage"]
    autocomplete_fields = ["country"]
    fields = ["name", "publisher", "homepage", "country"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request):
        return super().get_queryset(request).with_counts()

    @admin.display(description="articles", ordering="article_count")
    def article_count(self, source):
        return source.article_count

    def save_model(self, request, obj, form, change):
        if not change:
            (obj.slug,) = Source.objects.free_slugs([obj.name])
        super().save_model(request, obj, form, change)
