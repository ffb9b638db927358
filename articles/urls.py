"""The archive's addresses, each with an example above it."""

import re

from django.urls import path, register_converter

from articles import api, browse, downloads, feeds, pairs, views
from articles.exports import FORMATS


class SlugInAnyScript:
    """Letters of every script, digits and hyphens."""

    regex = r"[-\w]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Ending:
    """The ending of an address that names a format: csv, bib, csl.json."""

    regex = "|".join(re.escape(name) for name in FORMATS)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(SlugInAnyScript, "name")
register_converter(Ending, "ending")

urlpatterns = [
    # /
    path("", views.home, name="home"),
    # /articles/?q=talks&country=iran
    path("articles/", views.articles, name="articles"),
    # /articles.csv?q=talks&country=iran
    path("articles.<ending:ending>", downloads.articles, name="download"),
    # /articles/feed/?q=talks
    path("articles/feed/", feeds.newest, name="feed"),
    # /articles/facets/person/?q=talks&find=ali
    path("articles/facets/<str:name>/", views.facet, name="facet"),
    # /articles/12/
    path("articles/<int:pk>/", views.article, name="article"),
    # /articles/12/original/
    path("articles/<int:pk>/original/", views.original, name="original"),
    # /people/?name=khamenei
    path("people/", browse.actors, {"kind": "person"}, name="people"),
    # /people/ali-shamkhani/
    path("people/<name:slug>/", browse.actor, {"kind": "person"}, name="person"),
    # /countries/
    path("countries/", browse.actors, {"kind": "country"}, name="countries"),
    # /countries/iran/
    path("countries/<name:slug>/", browse.actor, {"kind": "country"}, name="country"),
    # /organisations/?letter=U
    path("organisations/", browse.actors, {"kind": "organisation"}, name="organisations"),
    # /organisations/united-nations/
    path("organisations/<name:slug>/", browse.actor, {"kind": "organisation"}, name="organisation"),
    # /actors/ali-shamkhani/with/iran/
    path("actors/<name:one>/with/<name:other>/", pairs.pair, name="pair"),
    # /sources/
    path("sources/", browse.sources, name="sources"),
    # /sources/al-jazeera/
    path("sources/<name:slug>/", browse.source, name="source"),
    # /archive/
    path("archive/", browse.archive, name="archive"),
    # /archive/undated/
    path("archive/undated/", browse.undated, name="undated"),
    # /archive/2019/
    path("archive/<int:year>/", browse.period, name="archive-year"),
    # /archive/2019/1/
    path("archive/<int:year>/<int:month>/", browse.period, name="archive-month"),
    # /archive/2019/1/7/
    path("archive/<int:year>/<int:month>/<int:day>/", browse.period, name="archive-day"),
    # /suggestions/?q=talks+shamk
    path("suggestions/", views.suggestions, name="suggestions"),
    # /api/
    path("api/", api.overview, name="api"),
    # /api/articles?q=talks&country=iran
    path("api/", api.api.urls),
    path("api/<path:rest>", api.nowhere),
    # /about/
    path("about/", views.about, name="about"),
    # /help/search/
    path("help/search/", views.search_help, name="search-help"),
    # /robots.txt
    path("robots.txt", views.robots, name="robots"),
    # /favicon.ico
    path("favicon.ico", views.favicon, name="favicon"),
]
