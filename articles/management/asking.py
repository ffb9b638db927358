"""The search that a command is asked for: the search box's language and the page's choices as options."""

from django.core.management.base import CommandError
from django.http import QueryDict

from articles.filters import ArticleFilter
from articles.narrowing import SORTS

CHOICES = {
    "person": "only articles that mention the person, by any spelling",
    "country": "only articles that mention the country, by name or code",
    "organisation": "only articles that mention the organisation",
    "source": "only articles published or supplied by the source",
    "year": "only articles of the year",
}
DATES = {
    "after": "only articles since this year, month or day began: 2019, 2019-01 or 2019-01-07",
    "before": "only articles before this year, month or day began",
}


def add_search_arguments(parser):
    """Adds QUERY and the options that narrow and order a search."""
    parser.add_argument(
        "query", nargs="?", default="", metavar="QUERY", help="what to search for; all if empty"
    )
    for name, said in CHOICES.items():
        parser.add_argument(
            f"--{name}", action="append", default=[], metavar="NAME", help=f"{said}; repeatable"
        )
    for name, said in DATES.items():
        parser.add_argument(f"--{name}", default="", metavar="DATE", help=said)
    parser.add_argument(
        "--sort", default="", choices=[name for name, _ in SORTS], help="the order of articles"
    )


def asked_search(options) -> ArticleFilter:
    """The filter that the options ask for; CommandError with code 2 where an option cannot be read."""
    data = QueryDict(mutable=True)
    for name in CHOICES:
        data.setlist(name, options[name])
    for name, option in {"q": "query", "sort": "sort", **{name: name for name in DATES}}.items():
        data[name] = options[option]
    asked = ArticleFilter(data)
    if asked.problems:
        raise CommandError(" ".join(asked.problems), returncode=2)
    return asked
