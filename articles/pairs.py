"""The page of two actors: how often, since when, and in which sentences they are named together."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect, QueryDict
from django.shortcuts import render

from articles import charts
from articles.models import Actor, Article
from articles.pieces import Mark, Piece, pieces, spans
from articles.sentences import sentences

ARTICLES_PER_PAGE = 20
MOST_SENTENCES = 3  # of one article


@dataclass(frozen=True)
class Together:
    """An article that names two actors; the first sentences with both, in pieces, and whether its headline
    names both."""

    article: Article
    sentences: tuple[tuple[Piece, ...], ...]
    in_headline: bool


def pair(request, one, other):
    """The articles in which two actors are named, newest first, with the sentences that name both."""
    actors = find(one, other)
    first, second = sorted(actors, key=lambda actor: actor.slug)
    if first == second:
        return HttpResponseRedirect(first.get_absolute_url())
    if (first.slug, second.slug) != (one, other):
        return HttpResponsePermanentRedirect(first.address_with(second))
    articles = Article.objects.mentioning(first).mentioning(second)
    page = Paginator(articles.for_lists().defer("findings"), ARTICLES_PER_PAGE).get_page(
        request.GET.get("page")
    )
    total, asked = page.paginator.count, search_for(first, second)
    context = {
        "first": first,
        "second": second,
        "page": page,
        "found": [together(article, first, second) for article in page],
        "article_count": total,
        "first_and_last": articles.first_and_last(),
        "chart": charts.by_year(articles, total, charts.search_link(asked)),
        "search_query": asked.urlencode(),
    }
    return render(request, "articles/pair_detail.html", context)


def find(*slugs):
    """The actors with these slugs; for one that was merged, the one it went into. Raises Http404."""
    rows = Actor.objects.filter(slug__in=slugs).select_related("merged_into")
    found = {row.slug: row.merged_into or row for row in rows}
    actors = [found.get(slug) for slug in slugs]
    if not all(actors) or any(actor.status == Actor.Status.REJECTED for actor in actors):
        raise Http404("One of these actors is not in the archive.")
    return actors


def search_for(first, second):
    """The query string of the search that finds the articles of both."""
    asked = QueryDict(mutable=True)
    asked.appendlist(first.kind, first.slug)
    asked.appendlist(second.kind, second.slug)
    if first.kind == second.kind:
        asked[f"{first.kind}.mode"] = "all"
    return asked


def together(article, first, second):
    """The article with the sentences in which both are named."""
    named = {mention.actor_id: mention for mention in article.shown_mentions}
    pair = [named[actor.pk] for actor in (first, second) if actor.pk in named]
    in_headline = len(pair) == 2 and all(mention.title_spans for mention in pair)
    places = [[Mark(*span, mention) for span in spans(mention.spans, len(article.body))] for mention in pair]
    both = list(said_of_both(article.body, *places)) if len(pair) == 2 and all(places) else []
    return Together(article, tuple(both), in_headline)


def said_of_both(text, ones, others):
    """The first sentences that hold a mark of either list, in pieces, the marks in them."""
    count = 0
    for start, end in sentences(text):
        here = [[mark for mark in marks if start <= mark.start < end] for marks in (ones, others)]
        if all(here):
            marks = [
                Mark(mark.start - start, min(mark.end, end) - start, mark.about)
                for marks in here
                for mark in marks
            ]
            yield pieces(text[start:end], inner=marks)
            count += 1
        if count == MOST_SENTENCES:
            return
