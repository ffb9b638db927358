"""Sources and agencies."""

from django.contrib import admin
from django.db import models
from django.db.models import Count

from articles.admin.deleting import CountsWhatGoes
from articles.models import Source


@admin.register(Source)
class SourceAdmin(CountsWhatGoes, admin.ModelAdmin):
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
