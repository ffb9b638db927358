"""What imports did, to be read."""

from django.contrib import admin

from articles.admin.access import ReadOnly
from articles.models import ImportFailure, ImportRun


class ImportFailureInline(ReadOnly, admin.TabularInline):
    model = ImportFailure
    fields = ["path", "reason", "skipped"]


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly, admin.ModelAdmin):
    list_display = [
        "__str__",
        "finished",
        "created",
        "updated",
        "unchanged",
        "failed",
        "skipped",
        "undone",
        "command",
    ]
    inlines = [ImportFailureInline]
