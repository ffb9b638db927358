"""What may not be added, changed or deleted by hand, and what may not be chosen."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect


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


class ChecksChoices:
    """For an admin with actions: what was chosen for one must be rows."""

    def response_action(self, request, queryset):
        """What the action answers; the list again, with a sentence, where something else was chosen."""
        try:
            for chosen in request.POST.getlist(ACTION_CHECKBOX_NAME):
                self.opts.pk.to_python(chosen)
        except ValidationError:
            messages.error(request, "What was chosen is no row of this list. Choose some, and try again.")
            return HttpResponseRedirect(request.get_full_path())
        return super().response_action(request, queryset)
