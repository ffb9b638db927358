"""Drafts meet what is stored: which article is it, what changes, and what an editor decided stays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from articles.actors.mentions import store_mentions
from articles.copying import copy_in
from articles.importing import families
from articles.importing.draft import Draft, Known, Raw
from articles.importing.duplicates import fingerprint
from articles.importing.pipeline import RULES
from articles.importing.sources import publisher_of
from articles.models import TEXTS, Article, Original, Source

Read = tuple[Raw, Draft]
# The run stays the one that brought an original in first: whoever takes that one back, takes it back.
REPLACED = "article given kind stated mapping rules cuts current added text encoding".split()
EVERYTHING = (*Article.FOUND_FIELDS, "actors")


@dataclass
class Merged:
    """How many drafts became new articles, changed one, or changed nothing."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


def merge(drafts: list[Read], run, known: Known) -> Merged:
    """What became of the drafts, stored in the transaction that is open, with few statements for them all."""
    matches = Matches(drafts)
    told = [(draft, matches.article_of(raw, draft)) for raw, draft in drafts]
    merged = retell(told, known)
    _keep_originals(drafts, [article for _, article in told], run)
    return merged


def retell(told: list[tuple[Draft, Article]], known: Known, fields: Collection[str] = EVERYTHING) -> Merged:
    """What became of articles that are told as in these drafts, in the `fields` alone ("actors" is one)."""
    sources = _sources({name for draft, _ in told for name in (draft.source, draft.agency) if name})
    articles = [article for _, article in told]
    outcomes = [_apply(draft, article, sources, fields) for draft, article in told]
    _save(articles, outcomes)
    _join_families(told, outcomes)
    latest = {article.pk: (article, draft) for draft, article in told}
    mentions_changed = store_mentions(latest.values(), known) if "actors" in fields else set()
    return _count(articles, outcomes, mentions_changed)


class Matches:
    """Which stored article a draft tells anew: by address, by path, by the same text and given values."""

    def __init__(self, drafts: list[Read]):
        originals = Original.objects.select_related("article").filter(current=True)
        self.by_url = {
            article.url: article
            for article in Article.objects.filter(url__in={draft.url for _, draft in drafts} - {""})
        }
        self.by_path = {
            original.path: original.article
            for original in originals.filter(path__in=[raw.path for raw, _ in drafts])
        }
        self.by_text = {
            (original.sha256, _frozen(original.given)): original.article
            for original in originals.filter(sha256__in=[draft.sha256 for _, draft in drafts])
        }
        stored = [*self.by_url.values(), *self.by_path.values(), *self.by_text.values()]
        self.instances = {article.pk: article for article in stored}

    def article_of(self, raw: Raw, draft: Draft) -> Article:
        """The stored article, or a new one; asked again for the same story, the same instance."""
        text = (draft.sha256, _frozen(raw.given))
        article = self.by_url.get(draft.url) or self.by_path.get(raw.path) or self.by_text.get(text)
        article = self.instances.get(article.pk, article) if article else Article()
        self.by_path[raw.path] = self.by_text[text] = article
        if draft.url:
            self.by_url[draft.url] = article
        return article


def _frozen(given) -> frozenset:
    return frozenset(given.items())


def _apply(draft: Draft, article: Article, sources: dict[str, Source], fields: Collection[str]) -> set[str]:
    """The names of the fields that the draft changed; those an editor set are left alone."""
    published = draft.published and DateRange(draft.published.first, draft.published.after)
    values = {
        **{name: getattr(draft, name) for name in (*TEXTS, "url")},
        "source": sources.get(draft.source),
        "agency": sources.get(draft.agency),
        "published": published,
    }
    changed = {
        name
        for name, value in values.items()
        if name in fields and name not in article.edited_fields and getattr(article, name) != value
    }
    for name in changed:
        setattr(article, name, values[name])
    found = {name: [vars(each) for each in ladder] for name, ladder in draft.findings.items()}
    kept = {name: ladder for name, ladder in article.findings.items() if name not in fields}
    findings = {name: ladder for name, ladder in found.items() if name in fields} | kept
    if article.findings != findings:
        article.findings = findings
        changed.add("findings")
    return changed


def _save(articles: list[Article], outcomes: list[set[str]]):
    """Inserts what is new, in order, and updates what changed; each article once."""
    new = list({id(article): article for article in articles if article.pk is None}.values())
    born = {id(article) for article in new}
    for article, outcome in zip(articles, outcomes, strict=True):
        if id(article) in born:
            outcome.add("created")
            born.discard(id(article))
    copy_in(new)
    made = {article.pk for article in new}
    changed = {
        article.pk: article
        for article, outcome in zip(articles, outcomes, strict=True)
        if outcome - {"created"} and article.pk not in made
    }
    now = timezone.now()
    for article in changed.values():
        article.changed = now
    Article.objects.bulk_update(changed.values(), [*Article.FOUND_FIELDS, "findings", "changed"])


def _join_families(told: list[tuple[Draft, Article]], outcomes: list[set[str]]):
    """Finds the families of what is new or told in other words, by the drafts' fingerprints."""
    changed = [
        (draft, article, "created" in outcome)
        for (draft, article), outcome in zip(told, outcomes, strict=True)
        if outcome & {"created", "title", "body"}
    ]
    fingerprints = {article.pk: _fingerprint(article, draft) for draft, article, _ in changed}
    created = {article.pk for _, article, new in changed if new}
    if fingerprints:
        families.join(fingerprints, retold=fingerprints.keys() - created)


def _fingerprint(article: Article, draft: Draft) -> tuple[int, ...]:
    if (article.title, article.body) == (draft.title, draft.body):
        return draft.fingerprint
    return fingerprint(article.title, article.body)


def _count(articles, outcomes, mentions_changed: set[int]) -> Merged:
    merged = Merged()
    told = {article.pk for article, outcome in zip(articles, outcomes, strict=True) if "created" in outcome}
    for article, outcome in zip(articles, outcomes, strict=True):
        if "created" in outcome:
            merged.created += 1
        elif outcome or article.pk in mentions_changed - told:
            merged.updated += 1
        else:
            merged.unchanged += 1
        told.add(article.pk)
    return merged


def _sources(names: set[str]) -> dict[str, Source]:
    """The source of each name, made where missing; names that differ in case only are one."""
    stored = {source.name.casefold(): source for source in Source.objects.all()}
    missing = {name.casefold(): name for name in sorted(names) if name.casefold() not in stored}
    slugs = Source.objects.free_slugs(missing.values())
    made = [
        Source(name=name, slug=slug, publisher=publisher_of(name))
        for name, slug in zip(missing.values(), slugs, strict=True)
    ]
    Source.objects.bulk_create(made)
    stored |= {source.name.casefold(): source for source in made}
    return {name: stored[name.casefold()] for name in names}


def _keep_originals(drafts: list[Read], articles: list[Article], run):
    """Keeps each input beside what lay at its path before; the latest is the current one."""
    paths = [raw.path for raw, _ in drafts]
    earlier = Original.objects.filter(path__in=paths)
    earlier.filter(current=True).update(current=False)
    kept = set(earlier.values_list("path", "sha256"))
    rows = {
        raw.path: Original(
            article=article,
            path=raw.path,
            sha256=draft.sha256,
            encoding=draft.encoding,
            text=draft.text,
            given=dict(raw.given),
            kind=raw.kind,
            stated=dict(raw.stated),
            mapping=dict(raw.mapping),
            rules=RULES,
            cuts=[vars(cut) for cut in draft.cuts],
            run=run,
        )
        for (raw, draft), article in zip(drafts, articles, strict=True)
    }
    copy_in([original for original in rows.values() if (original.path, original.sha256) not in kept])
    again = [original for original in rows.values() if (original.path, original.sha256) in kept]
    Original.objects.bulk_create(
        again, update_conflicts=True, unique_fields=["path", "sha256"], update_fields=REPLACED
    )
