"""The truth: what the archive keeps. The search index is made from these tables and can be made again."""

from articles.models.actors import Actor, ActorName
from articles.models.articles import INDEXED, TEXTS, Article, Fingerprint, IndexChange, Source, Version
from articles.models.imports import ImportFailure, ImportRun, Original
from articles.models.mentions import Mention
from articles.models.rulings import ActorMerge, NameRuling, UnclearName

__all__ = [
    "INDEXED",
    "TEXTS",
    "Actor",
    "ActorMerge",
    "ActorName",
    "Article",
    "Fingerprint",
    "ImportFailure",
    "ImportRun",
    "IndexChange",
    "Mention",
    "NameRuling",
    "Original",
    "Source",
    "UnclearName",
    "Version",
]
