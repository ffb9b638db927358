"""Reading the tables: querysets whose names chain into sentences."""

from articles.querysets.actors import ActorQuerySet, WordsOf
from articles.querysets.articles import ArticleQuerySet, IndexChangeQuerySet, SourceQuerySet, VersionQuerySet
from articles.querysets.mentions import MentionQuerySet, UnclearNameQuerySet

__all__ = [
    "ActorQuerySet",
    "ArticleQuerySet",
    "IndexChangeQuerySet",
    "MentionQuerySet",
    "SourceQuerySet",
    "UnclearNameQuerySet",
    "VersionQuerySet",
    "WordsOf",
]
