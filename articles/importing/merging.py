"""Drafts meet what is stored: which article is it, what changes, and what an editor decided stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.text import slugify

from articles import actors
from articles.importing import families
from articles.importing.draft import Draft, FoundMention, Known, Raw
from articles.importing.duplicates import fingerprint
from articles.importing.mentions import find_mentions
from articles.importing.pipeline import RULES
from articles.models import TEXTS, Article, Mention, Original, Source

Read = tuple[Raw, Draft]


@dataclass
class Merged:
    """How many drafts became new articles, changed one, or changed nothing."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


def merge(drafts: list[Read], run, known: Known) -> Merged:
    """What became of the drafts, stored in the transaction that is open, with few statements for them all."""
    matches = Matches(drafts)
    sources = _sources({name for _, draft in drafts for name in (draft.source, draft.agency) if name})
    articles = [matches.article_of(raw, draft) for raw, draft in drafts]
    outcomes = [_apply(draft, article, sources) for (_, draft), article in zip(drafts, articles, strict=True)]
    _save(articles, outcomes)
    _join_families(drafts, articles, outcomes)
    latest = {article.pk: (article, draft) for (_, draft), article in zip(drafts, articles, strict=True)}
    mentions_changed = store_mentions(latest.values(), known)
    _keep_originals(drafts, articles, run)
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


def _apply(draft: Draft, article: Article, sources: dict[str, Source]) -> set[str]:
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
        if name not in article.edited_fields and getattr(article, name) != value
    }
    for name in changed:
        setattr(article, name, values[name])
    findings = {name: [asdict(found) for found in ladder] for name, ladder in draft.findings.items()}
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
    Article.objects.bulk_create(new)
    changed = {
        article.pk: article
        for article, outcome in zip(articles, outcomes, strict=True)
        if outcome - {"created"} and article not in new
    }
    now = timezone.now()
    for article in changed.values():
        article.changed = now
    Article.objects.bulk_update(changed.values(), [*Article.FOUND_FIELDS, "findings", "changed"])


def _join_families(drafts: list[Read], articles: list[Article], outcomes: list[set[str]]):
    """Finds the families of what is new or told in other words, by the drafts' fingerprints."""
    told = {}
    for (_, draft), article, outcome in zip(drafts, articles, outcomes, strict=True):
        if outcome & {"created", "title", "body"}:
            told[article.pk] = article, draft
    fingerprints = {pk: _fingerprint(*each) for pk, each in told.items()}
    created = {a.pk for a, outcome in zip(articles, outcomes, strict=True) if "created" in outcome}
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
    for name in sorted(names):
        if name.casefold() not in stored:
            stored[name.casefold()] = Source.objects.create(name=name, slug=free_slug(Source, name))
    return {name: stored[name.casefold()] for name in names}


def free_slug(model, name: str) -> str:
    """A slug for the name that no row of the model has yet: its words, with a number where taken."""
    slug = base = slugify(name, allow_unicode=True)[:190] or model._meta.model_name
    number = 2
    while model.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


def store_mentions(articles: Iterable[tuple[Article, Draft | None]], known: Known) -> set[int]:
    """The ids of the articles whose mentions changed; what an editor confirmed or rejected stays.

    Without a draft, or where an editor rewrote title or body, the names are found anew in the stored text.
    """
    found = {article.pk: _found(article, draft, known) for article, draft in articles}
    actor_of = actors.resolve([mention for mentions in found.values() for mention in mentions])
    stored = {(mention.article_id, mention.actor_id): mention for mention in _stored(found)}
    wanted: dict[tuple[int, int], FoundMention] = {}
    for pair, mention in _resolved(found, actor_of):
        wanted[pair] = _joined(wanted[pair], mention) if pair in wanted else mention
    gone = [m for pair, m in stored.items() if pair not in wanted and m.status not in Mention.DECIDED]
    new = [_row(pair, mention) for pair, mention in wanted.items() if pair not in stored]
    moved = [m for pair, m in stored.items() if pair in wanted and _move(m, wanted[pair])]
    orphaned = [m for pair, m in stored.items() if pair not in wanted and m not in gone and _unanchor(m)]
    Mention.objects.filter(pk__in=[mention.pk for mention in gone]).delete()
    Mention.objects.bulk_create(new)
    Mention.objects.bulk_update([*moved, *orphaned], [*MOVING, "status"])
    return {mention.article_id for mention in [*gone, *new, *moved, *orphaned]}


MOVING = ("spans", "title_spans", "rule", "confidence", "evidence")


def _found(article: Article, draft: Draft | None, known: Known) -> tuple[FoundMention, ...]:
    if draft and (article.title, article.body) == (draft.title, draft.body):
        return draft.mentions
    return find_mentions(article.title, article.body, article.language, known)


def _resolved(found, actor_of) -> Iterator[tuple[tuple[int, int], FoundMention]]:
    for article, mentions in found.items():
        for mention in mentions:
            if actor_of.get(mention):
                yield (article, actor_of[mention]), mention


def _joined(one: FoundMention, other: FoundMention) -> FoundMention:
    """Both as one mention, known by the surer rule: two names in a text that mean the same actor."""
    surer = max(one, other, key=lambda mention: mention.confidence)
    spans = tuple(sorted({*one.spans, *other.spans}))
    title_spans = tuple(sorted({*one.title_spans, *other.title_spans}))
    return replace(surer, spans=spans, title_spans=title_spans)


def _stored(article_ids) -> Iterable[Mention]:
    return Mention.objects.filter(article__in=list(article_ids))


def _row(pair, found: FoundMention) -> Mention:
    article, actor = pair
    mention = Mention(article_id=article, actor_id=actor, status="")
    _move(mention, found)
    return mention


def _move(mention: Mention, found: FoundMention) -> bool:
    """Whether the mention stands elsewhere, or is known by another rule, than before; it is changed so."""
    values = {name: getattr(found, name) for name in MOVING}
    values["spans"], values["title_spans"] = (
        [list(span) for span in spans] for spans in (found.spans, found.title_spans)
    )
    if mention.status not in Mention.DECIDED:
        values["status"] = Mention.Status.FOUND if found.actor else Mention.Status.PROPOSED
    changed = any(getattr(mention, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(mention, name, value)
    return changed


def _unanchor(mention: Mention) -> bool:
    """Whether the decided mention had offsets, which are gone now that its name is not in the text."""
    had = bool(mention.spans or mention.title_spans)
    mention.spans, mention.title_spans = [], []
    return had


def _keep_originals(drafts: list[Read], articles: list[Article], run):
    """Keeps each input beside what lay at its path before; the latest is the current one."""
    paths = [raw.path for raw, _ in drafts]
    Original.objects.filter(path__in=paths, current=True).update(current=False)
    rows = {
        raw.path: Original(
            article=article,
            path=raw.path,
            sha256=draft.sha256,
            encoding=draft.encoding,
            text=draft.text,
            given=dict(raw.given),
            rules=RULES,
            cuts=[asdict(cut) for cut in draft.cuts],
            run=run,
        )
        for (raw, draft), article in zip(drafts, articles, strict=True)
    }
    kept = ["article", "given", "rules", "cuts", "current", "run", "added", "text", "encoding"]
    Original.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["path", "sha256"], update_fields=kept
    )
