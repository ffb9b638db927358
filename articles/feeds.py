"""The newest articles, or those of a search, for feed readers."""

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from articles.exports.atom import printable
from articles.filters import ArticleFilter
from articles.models import Article
from articles.periods import Period

LENGTH = 30


class ArticleFeed(Feed):
    """An Atom feed of any search, newest first."""

    feed_type = Atom1Feed

    def get_object(self, request):
        data = request.GET.copy()
        data["sort"] = "newest"
        return ArticleFilter(data)

    def title(self, asked):
        return printable(f"News archive: {asked.search.in_words() or 'newest articles'}")

    def link(self, asked):
        query = asked.data.urlencode()
        return f"{reverse('articles')}?{query}"

    def items(self, asked):
        return Article.objects.for_headlines().in_order([hit.id for hit in asked.search[:LENGTH]])

    def item_title(self, article):
        return printable(str(article))

    def item_description(self, article):
        return printable(article.standfirst)

    def item_author_name(self, article):
        return article.source and printable(str(article.source))

    def item_pubdate(self, article):
        """None: most days of publication come without an hour, and a feed wants one."""

    def item_updateddate(self, article):
        return article.changed

    def item_categories(self, article):
        period = Period.from_range(article.published)
        return [period.in_words()] if period else []


newest = ArticleFeed()
