"""Searches the archive from the command line: `manage.py search_articles "QUERY"`."""

import json
from html import unescape

from django.core.management.base import BaseCommand, CommandError
from django.utils.html import strip_tags

from articles.exports import article_record
from articles.management.asking import add_search_arguments, asked_search
from articles.management.carrying import index_needed
from articles.models import Article
from articles.periods import Period
from articles.search import highlights


class Command(BaseCommand):
    help = (
        'Searches the archive as the search box does: words, "phrases", OR, -without, title: person: '
        "after: and the rest. Exit code 0: done, also when nothing was found; 1: the search index cannot "
        "be used; 2: wrong usage."
    )

    def add_arguments(self, parser):
        add_search_arguments(parser)
        parser.add_argument("--limit", type=int, default=20, help="how many articles to print (20)")
        parser.add_argument("--json", action="store_true", help="print total, hits and facets as JSON")

    def handle(self, **options):
        if options["limit"] < 0:
            raise CommandError("--limit must not be negative.", returncode=2)
        asked = asked_search(options)
        with index_needed():
            hits = asked.search.for_page(1, options["limit"])[: options["limit"]]
        self._print(asked, hits, options["json"])

    def _print(self, asked, hits, as_json):
        articles = Article.objects.for_exports().in_order([hit.id for hit in hits])
        excerpts = highlights.excerpts(articles, asked.search.tree)
        scores = {hit.id: hit.score for hit in hits}
        found = [(article, _plain(excerpts.get(article.pk)), scores[article.pk]) for article in articles]
        if as_json:
            self.stdout.write(json.dumps(_as_json(asked, found), ensure_ascii=False, indent=2))
        else:
            self._print_for_people(asked, found)

    def _print_for_people(self, asked, found):
        for notice in asked.search.notices:
            self.stderr.write(notice)
        for remedy, _ in asked.meant:
            self.stderr.write(f"Did you mean {remedy.typed}? ({remedy.count:,})")
        total, words = asked.search.count(), asked.search.in_words()
        if not total:
            self.stdout.write(f"Nothing found: {words}." if words else "The archive holds no articles yet.")
            return
        self.stdout.write(f"{total:,} article{'s' * (total != 1)}{': ' if words else ''}{words}")
        for number, (article, excerpt, _) in enumerate(found, 1):
            self.stdout.write(f"\n{number}. {article}\n   {_origin(article)}")
            if excerpt:
                self.stdout.write(f"   {excerpt}")


def _origin(article):
    period = Period.from_range(article.published)
    source = str(article.source) if article.source else "source unknown"
    return f"{source}, {period.in_words() if period else 'date unknown'} (id {article.pk})"


def _plain(excerpt):
    return unescape(strip_tags(excerpt.text)) if excerpt else ""


def _as_json(asked, found):
    return {
        "query": asked.data["q"],
        "in_words": asked.search.in_words(),
        "notices": asked.search.notices,
        "total": asked.search.count(),
        "hits": [_hit(article, excerpt, score) for article, excerpt, score in found],
        "facets": {
            facet.name: [{"value": c.value, "label": c.label, "count": c.count} for c in facet.choices]
            for facet in asked.facets()
        },
    }


def _hit(article, excerpt, score):
    record = article_record(article)
    del record["body"]
    return {**record, "score": score, "excerpt": excerpt}
