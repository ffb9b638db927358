"""The archive for programs, under /api/: the same search, the same records, as JSON."""

from dataclasses import asdict
from typing import Literal

from django.db.models import Q
from django.http import Http404, JsonResponse
from django.shortcuts import render
from ninja import NinjaAPI, Query
from ninja.errors import HttpError, ValidationError

from articles.actors.alike import called
from articles.api import answers
from articles.api.cursors import CursorError, page_of, page_of_names
from articles.exports import article_record, public
from articles.filters import ArticleFilter
from articles.models import Actor, Article, IndexChange, Source
from articles.names import key
from articles.search.engine import IndexUnavailable
from articles.search.letters import clean_typed
from articles.suggestions import suggest

api = NinjaAPI(
    title="News archive",
    version="1",
    description="Articles, people, countries, organisations and sources. Everything can be read by everyone.",
    docs_url=None,
    urls_namespace="api",
)

REFUSED = {404: answers.Problem, 422: answers.Problem}
SEARCHED = {**REFUSED, 503: answers.Problem}
Kind = Literal["", "person", "country", "organisation"]


def told(search, count=None):
    """What every answer to a search begins with."""
    return {
        "words": search.in_words(),
        "notices": list(search.notices),
        "count": search.count() if count is None else count,
        "archive_version": IndexChange.objects.version(),
    }


@api.get("/articles", response={200: answers.Articles, **SEARCHED}, tags=["articles"])
def articles(request, asked: Query[answers.Asked], turning: Query[answers.Turning]):
    """One page of the articles that a search finds, in the order of the results page."""
    search = ArticleFilter(request.GET).search.without_facets().for_page(1, turning.limit)
    page = page_of(search, turning.cursor, turning.limit)
    found = [public(article_record(article)) for article in page.items]
    return {**told(search, page.count), "articles": found, "next": page.next}


@api.get(
    "/articles/{id}",
    response={200: answers.Whole, **REFUSED},
    tags=["articles"],
)
def article(request, id: int):
    """One article, whole."""
    found = Article.objects.for_exports().filter(pk=id).first()
    if not found:
        raise Http404(f"There is no article {id}.")
    return public(article_record(found))


@api.get("/facets", response={200: answers.Facets, **SEARCHED}, tags=["articles"])
def facets(request, asked: Query[answers.Asked]):
    """By what a search can be narrowed, and how many articles each choice would leave."""
    asking = ArticleFilter(request.GET)
    return {**told(asking.search), "facets": [asdict(facet) for facet in asking.facets()]}


@api.get("/histogram", response={200: answers.Histogram, **SEARCHED}, tags=["articles"])
def histogram(request, asked: Query[answers.Asked]):
    """When the articles that a search finds appeared."""
    search = ArticleFilter(request.GET).search
    found = search.found
    bars = [{"period": str(bar.period), "count": bar.count} for bar in found.histogram]
    return {**told(search), "bars": bars, "undated": found.undated, "without_month": found.without_month}


@api.get("/actors", response={200: answers.Actors, **REFUSED}, tags=["actors and sources"])
def actors(request, turning: Query[answers.Turning], kind: Kind = "", name: str = ""):
    """People, countries and organisations by name; `name` is a part of any spelling, or sounds so."""
    listed = Actor.objects.in_articles()
    listed = listed.of_kind(kind) if kind else listed
    part = clean_typed(name)[:300]
    if key(part):
        listed = called(listed, part)
    page = page_of_names(listed, turning.cursor, turning.limit)
    counted = Actor.objects.with_counts().in_bulk([actor.pk for actor in page.items])
    shown = [counted[actor.pk] for actor in page.items if actor.pk in counted]
    return {"count": page.count, "actors": shown, "next": page.next}


@api.get(
    "/actors/{slug}", response={200: answers.ActorWhole, 404: answers.Problem}, tags=["actors and sources"]
)
def actor(request, slug: str):
    """One person, country or organisation with every spelling."""
    wanted = clean_typed(slug)
    called = Q(slug=wanted) | Q(pk__in=Actor.objects.filter(slug=wanted).values("merged_into"))
    found = Actor.objects.seen().with_counts().prefetch_related("names").filter(called).first()
    if not found:
        raise Http404(f"Nobody is called “{slug[:60]}” here; /api/actors lists who is.")
    found.spellings = list(found.names.all())
    return found


@api.get("/sources", response={200: answers.Sources, **REFUSED}, tags=["actors and sources"])
def sources(request, turning: Query[answers.Turning]):
    """Publishers and agencies by name."""
    page = page_of_names(Source.objects.with_counts(), turning.cursor, turning.limit)
    return {"count": page.count, "sources": page.items, "next": page.next}


@api.get("/suggestions", response={200: answers.Suggestions}, tags=["articles"])
def suggestions(request, q: str = ""):
    """What a reader may be about to type."""
    return {"suggestions": [asdict(each) for each in suggest(q)]}


def problem(sentence, status):
    """A sentence as JSON."""
    return JsonResponse({"error": sentence}, status=status, json_dumps_params={"ensure_ascii": False})


@api.exception_handler(ValidationError)
def not_understood(request, error):
    """The first thing that could not be read, by its name."""
    first = error.errors[0]
    return problem(f"“{first['loc'][-1]}” was not understood: {first['msg']}.", 422)


@api.exception_handler(CursorError)
def no_such_page(request, error):
    return problem(str(error), 404)


@api.exception_handler(Http404)
def not_there(request, error):
    return problem(str(error), 404)


@api.exception_handler(IndexUnavailable)
def no_index(request, error):
    return problem(str(error), 503)


@api.exception_handler(HttpError)
def refused(request, error):
    return problem(str(error), error.status_code)


def overview(request):
    """Every address of the API with what it answers and takes."""
    addresses = [
        (path, operation)
        for path, methods in api.get_openapi_schema()["paths"].items()
        for operation in methods.values()
    ]
    return render(request, "articles/api.html", {"addresses": addresses})


def nowhere(request, rest):
    """An address under /api/ that leads nowhere."""
    return problem("There is nothing at this address; /api/ lists what there is.", 404)
