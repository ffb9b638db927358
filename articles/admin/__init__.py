"""Editing: what a person sets here is remembered and outlives every import."""

from articles.admin import actors, articles, merging, runs, sources, unclear

__all__ = ["actors", "articles", "merging", "runs", "sources", "unclear"]
