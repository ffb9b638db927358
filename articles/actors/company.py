"""Which of several a text means, by who else is in it: with whom the archive names each of them.

What is told here depends on what the archive holds when it is asked: found anew in a fuller archive, a name
may be told apart that waited. What these rules decided themselves is never counted, nor is the story asked
about, so that a first guess does not make itself surer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from articles.actors.candidates import Candidate, Found, Place
from articles.actors.evidence import Verdict
from articles.importing.draft import FoundMention
from articles.models import Actor, Article

BY_COMPANY = "name of several, told apart by who else is named", 0.55
BY_COMPATRIOTS = "name of several, told apart by the others' country", 0.5
OWN = [BY_COMPANY[0], BY_COMPATRIOTS[0]]

FEWEST = 3  # stories in which the archive names a candidate with somebody of the text
LEAD = 4  # times as many, and as large a share of its stories, as any other candidate's
SHARE = 0.1  # of a candidate's stories, at least: to have met three times in a thousand tells nothing
COMPATRIOTS = 2  # people and organisations of the candidate's country that the text names
SAMPLE = 300  # latest articles of a candidate that are looked at
MOST = 1_000  # articles of a candidate among which the latest are chosen: some have a hundred thousand
OTHERS = 20  # people and organisations of a text that are looked for, those that it is most about

TOGETHER = """
WITH theirs AS MATERIALIZED (
    SELECT candidate.id AS candidate, seen.article_id, coalesce(article.family_id, article.id) AS story
    FROM unnest(%(candidates)s::bigint[]) AS candidate (id)
    CROSS JOIN LATERAL (
        SELECT article_id FROM (
            SELECT id, article_id FROM articles_mention
            WHERE actor_id = candidate.id AND status <> 'rejected' AND rule <> ALL(%(own)s)
            LIMIT %(most)s
        ) AS first_ones ORDER BY id DESC LIMIT %(sample)s
    ) AS seen
    JOIN articles_article article ON article.id = seen.article_id
)
SELECT candidate, NULL::bigint, array_agg(DISTINCT story) FROM theirs GROUP BY candidate
UNION ALL
SELECT theirs.candidate, other.actor_id, array_agg(DISTINCT theirs.story)
FROM theirs JOIN articles_mention other ON other.article_id = theirs.article_id
WHERE other.actor_id = ANY(%(others)s) AND other.status <> 'rejected'
GROUP BY theirs.candidate, other.actor_id
"""

Stories = Mapping[tuple[int, int | None], frozenset[int]]  # by candidate and other; None for all of them
NONE: frozenset[int] = frozenset()


def by_company(
    unclear: Mapping[Place, Sequence[Candidate]], found: Found, actor_of: Mapping[FoundMention, int]
) -> dict[Place, Verdict]:
    """Whom the names mean for which the company speaks, asked in three questions for all of them."""
    if not unclear:
        return {}
    meant: dict[int, set[int]] = defaultdict(set)
    for (article, *_), candidates in unclear.items():
        meant[article] |= {each.actor for each in candidates}
    others = {article: _others(found[article], actor_of, but) for article, but in meant.items()}
    everybody = sorted(set().union(*others.values()))
    if not everybody:
        return {}
    stories = _stories(sorted(set().union(*meant.values())), everybody)
    countries, story_of = _countries(everybody), _told(others)
    told = {}
    for place, candidates in unclear.items():
        company = others[place[0]]
        counts = [_counted(each, company, stories, story_of[place[0]]) for each in candidates]
        known = _by_stories(candidates, counts) or _by_compatriots(candidates, company, countries)
        told |= {place: known} if known else {}
    return told


def _others(
    mentions: Iterable[FoundMention], actor_of: Mapping[FoundMention, int], but: set[int]
) -> list[int]:
    """The people and organisations that the text clearly names, without candidates; its main ones."""
    clear = [each for each in mentions if each in actor_of and each.kind != Actor.Kind.COUNTRY]
    main = sorted(clear, key=lambda each: -each.salience)
    return list(dict.fromkeys(actor_of[each] for each in main if actor_of[each] not in but))[:OTHERS]


def _stories(candidates: list[int], others: list[int]) -> Stories:
    """In which stories the archive names a candidate at all, and with each of the others."""
    asked = {"candidates": candidates, "others": others, "own": OWN, "sample": SAMPLE, "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute(TOGETHER, asked)
        return {(candidate, other): frozenset(told) for candidate, other, told in cursor.fetchall()}


def _countries(actors: list[int]) -> dict[int, int]:
    rows = Actor.objects.filter(pk__in=actors).exclude(country=None)
    return dict(rows.values_list("pk", "country_id"))


def _told(articles: Iterable[int]) -> dict[int, int]:
    """The story that each article tells."""
    rows = Article.objects.filter(pk__in=list(articles)).values_list("pk", "family_id")
    return {article: family or article for article, family in rows}


def _counted(each: Candidate, company: list[int], stories: Stories, this: int) -> tuple[int, int]:
    """The numbers of other stories that name the candidate with any of the company, and at all."""
    together = frozenset().union(*(stories.get((each.actor, other), NONE) for other in company))
    return len(together - {this}), len(stories.get((each.actor, None), NONE) - {this})


def _by_stories(candidates: Sequence[Candidate], counts: Sequence[tuple[int, int]]) -> Verdict | None:
    """The candidate whom the archive names with the text's company far more than any other one."""
    ranked = sorted(zip(counts, candidates, strict=True), key=lambda each: each[0], reverse=True)
    (number, of), best = ranked[0]
    if number < FEWEST or number < SHARE * of:
        return None
    clear = all(number >= LEAD * n and number / of >= LEAD * n / (o or 1) for (n, o), _ in ranked[1:])
    return (best.actor, BY_COMPANY) if clear else None


def _by_compatriots(
    candidates: Sequence[Candidate], company: list[int], countries: Mapping[int, int]
) -> Verdict | None:
    """The only candidate of whose country others in the text are, where all candidates have one."""
    there = Counter(countries[each] for each in company if each in countries)
    near = [each for each in candidates if each.country in there]
    told = len(near) == 1 and all(each.country for each in candidates)
    enough = told and there[near[0].country] >= COMPATRIOTS
    return (near[0].actor, BY_COMPATRIOTS) if enough else None
