"""What may not be added, changed or deleted by hand."""

from django.contrib import admin


class ReadOnly:
    """Shown, never changed."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class MadeElsewhere(admin.ModelAdmin):
    """Rows that nobody adds or deletes here: imports leave unclear names, the list of actors merges."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
