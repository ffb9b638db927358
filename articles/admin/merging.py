"""Two actors that are one, one that is two."""

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from articles.actors import moving, splitting
from articles.admin.access import MadeElsewhere
from articles.models import Actor, ActorMerge

MOST_AT_ONCE = 20  # actors merged in one go: more is rather a slip of the mouse


@admin.register(ActorMerge)
class ActorMergeAdmin(MadeElsewhere):
    list_display = ["gone", "survivor", "made", "by", "undone"]
    list_filter = [("undone", admin.EmptyFieldListFilter)]
    list_select_related = ["gone", "survivor"]
    search_fields = ["gone__name", "survivor__name"]
    list_display_links = None
    actions = ["undo"]

    @admin.action(description="Undo: make them two again")
    def undo(self, request, queryset):
        for record in queryset.order_by("-pk"):
            try:
                gone = moving.undo(record)
                messages.success(request, f"{gone.name} is an actor of its own again.")
            except moving.CannotMove as reason:
                messages.error(request, str(reason))


class MergesAndSplits:
    """For the actors' admin: the pages on which editors make one actor of several, or two of one."""

    def get_urls(self):
        own = [
            path("merge/", self.admin_site.admin_view(self.merge_view), name="articles_actor_merge"),
            path("<int:pk>/split/", self.admin_site.admin_view(self.split_view), name="articles_actor_split"),
        ]
        return own + super().get_urls()

    @admin.action(description="Merge: these are one", permissions=["change"])
    def merge(self, request, queryset):
        """Leads to the page that shows what would move."""
        chosen = list(queryset.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if not 2 <= len(chosen) <= MOST_AT_ONCE:
            self.message_user(
                request, f"Choose two actors or more, at most {MOST_AT_ONCE}, to merge.", messages.ERROR
            )
            return None
        listed = "&".join(f"actor={pk}" for pk in chosen)
        return HttpResponseRedirect(f"{reverse('admin:articles_actor_merge')}?{listed}")

    def merge_view(self, request):
        """What would move into which actor; sent back, it moves."""
        self._may_change(request)
        asked = request.POST if request.method == "POST" else request.GET
        ids = [pk for pk in asked.getlist("actor") if pk.isdigit()][:MOST_AT_ONCE]
        chosen = Actor.objects.filter(pk__in=ids, merged_into=None).select_related("country")
        actors = list(chosen.with_counts().order_by("status", "-article_count", "pk"))
        if len(actors) < 2:
            messages.error(request, "Choose two actors or more in the list to merge them.")
            return HttpResponseRedirect(reverse("admin:articles_actor_changelist"))
        kept = next((each for each in actors if str(each.pk) == asked.get("survivor")), actors[0])
        others = [each for each in actors if each != kept]
        if request.method == "POST" and "merge" in request.POST:
            return self._merge(request, kept, others)
        context = {
            "title": "Merge actors",
            "actors": actors,
            "survivor": kept,
            "moves": moving.moves(kept, others),
        }
        return self._page(request, "admin/articles/actor/merge.html", context)

    def _merge(self, request, kept, others):
        try:
            records = moving.merge(kept, others, request.user.get_username())
        except moving.CannotMove as reason:
            messages.error(request, str(reason))
            return HttpResponseRedirect(reverse("admin:articles_actor_changelist"))
        for record in records:
            self._log(request, kept, f"Merged with {record.gone.name}.")
        gone = ", ".join(each.name for each in others)
        undoing = reverse("admin:articles_actormerge_changelist")
        said = '{} went into {}. <a href="{}">Merges can be undone.</a>'
        messages.success(request, format_html(said, gone, kept.name, undoing))
        return HttpResponseRedirect(reverse("admin:articles_actor_change", args=[kept.pk]))

    def split_view(self, request, pk):
        """Which spellings an actor has; the chosen ones, sent back, become an actor of their own."""
        self._may_change(request)
        actor = get_object_or_404(Actor, pk=pk, merged_into=None)
        chosen = actor.names.filter(pk__in=[n for n in request.POST.getlist("spelling") if n.isdigit()])
        if request.method == "POST":
            try:
                new = splitting.split(actor, chosen, request.POST.get("name", "") or _first_of(chosen))
                self._log(request, actor, f"Split: {new.name} is an actor of its own.")
                messages.success(request, f"{new.name} is an actor of its own now.")
                return HttpResponseRedirect(reverse("admin:articles_actor_change", args=[new.pk]))
            except moving.CannotMove as reason:
                messages.error(request, str(reason))
        context = {
            "title": f"Split {actor.name}",
            "actor": actor,
            "names": actor.names.exclude(name=actor.name),
        }
        return self._page(request, "admin/articles/actor/split.html", context)

    def _may_change(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied

    def _page(self, request, template, context):
        return TemplateResponse(
            request, template, {**self.admin_site.each_context(request), "opts": self.model._meta, **context}
        )

    def _log(self, request, actor, said):
        LogEntry.objects.log_actions(request.user.pk, [actor], CHANGE, said, single_object=True)


def _first_of(spellings):
    return next((each.name for each in spellings), "")
