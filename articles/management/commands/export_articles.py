"""Writes articles for other programs: `manage.py export_articles [QUERY]`."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from articles.exports import FORMATS, Cover, records
from articles.management.asking import add_search_arguments, asked_search
from articles.management.carrying import index_needed
from articles.management.writing import opened
from articles.models import Article, IndexChange


class Command(BaseCommand):
    help = (
        "Writes the articles that a search finds, or the whole archive, in the order of the results. Exit "
        "code 0: done, also when nothing was found; 1: it could not be written; 2: wrong usage."
    )

    def add_arguments(self, parser):
        add_search_arguments(parser)
        parser.add_argument("--format", choices=sorted(FORMATS), default="jsonl", help="default: jsonl")
        parser.add_argument("--output", metavar="FILE", help="default: standard output")
        parser.add_argument(
            "--site",
            default=Cover.site,
            metavar="ADDRESS",
            help=f"where the archive stands, for the links of a feed (default: {Cover.site})",
        )

    def handle(self, **options):
        asked = asked_search(options)
        for notice in asked.search.notices:
            self.stderr.write(notice)
        with index_needed():
            ids, total = _asked_articles(asked)
            with opened(options["output"], self.stdout) as out:
                shown = tqdm(
                    records(ids),
                    total=total,
                    unit=" articles",
                    desc="Exporting",
                    leave=False,
                    disable=None if options["output"] else True,
                )
                cover = _cover(asked, total, options["site"].rstrip("/"))
                for line in FORMATS[options["format"]].write(shown, cover):
                    out.write(line)


def _asked_articles(asked):
    """The ids that were asked for and how many they are; the whole archive needs no index."""
    if asked.search.in_words():
        return asked.search.ids(), asked.search.count()
    everything = Article.objects.order_by("pk").values_list("pk", flat=True)
    return everything.iterator(), everything.count()


def _cover(asked, total, site):
    """What the file says of itself where its format has a place for it."""
    query = asked.data.copy()
    for name in [name for name, values in query.lists() if not any(values)]:
        del query[name]
    words, version = asked.search.in_words(), IndexChange.objects.version()
    return Cover(query.urlencode(), words, total, timezone.localdate(), version, site)
