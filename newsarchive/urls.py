"""The addresses of the whole site; the archive's own are in articles/urls.py."""

from django.contrib import admin
from django.urls import include, path

admin.site.site_header = "News archive"
admin.site.site_title = "News archive"
admin.site.index_title = "Editing"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("articles.urls")),
]
