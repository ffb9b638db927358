"""A search as a file: the address of the results with another ending, streamed to its last article."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.exports import FORMATS, Cover, public, records
from articles.filters import ArticleFilter
from articles.models import IndexChange
from articles.search.engine import IndexUnavailable

TOGETHER = 100  # records sent in one piece


@require_safe
def articles(request, ending):
    """Every article that a search finds, in its order, written in the format of the ending."""
    written = FORMATS[ending]
    search = ArticleFilter(request.GET).search.without_facets()
    try:
        cover = cover_of(request, search)
    except IndexUnavailable as error:
        return HttpResponse(f"{error}\n", status=503, content_type="text/plain; charset=utf-8")
    headers = {
        **cover.headers(),
        "Content-Disposition": f'inline; filename="articles.{ending}"',
        "X-Robots-Tag": "noindex",
    }
    if request.method == "HEAD":
        return HttpResponse(content_type=written.content_type, headers=headers)
    pieces = in_pieces(written.write(map(public, records(search.ids())), cover))
    return StreamingHttpResponse(pieces, content_type=written.content_type, headers=headers)


def cover_of(request, search):
    """What is said of the search before its articles."""
    query = request.GET.copy()
    query.pop("page", None)
    return Cover(
        query=query.urlencode(),
        words=search.in_words(),
        count=search.count(),
        day=timezone.localdate(),
        version=IndexChange.objects.version(),
        site=request.build_absolute_uri("/").rstrip("/"),
    )


def in_pieces(lines: Iterable[str]) -> Iterator[str]:
    """The same text in fewer pieces."""
    lines = iter(lines)
    while several := list(islice(lines, TOGETHER)):
        yield "".join(several)
