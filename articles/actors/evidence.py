"""Which of several a text means, by its own evidence: whom else it names, their countries, its date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from articles.actors.candidates import Candidate
from articles.models import Actor
from articles.periods import Period

Rule = tuple[str, float]  # what is told of it, and how sure it is
Verdict = tuple[int, Rule]  # the actor meant

NAMED_OTHERWISE = "name of several, one of them named in the text", 0.85
BY_COUNTRY = "name of several, told apart by the country", 0.6
BY_DATE = "name of several, told apart by the date", 0.6

YOUTH = 15  # years in which few people are in the news for themselves
REMEMBERED = 30  # years for which the dead, and organisations that are gone, are still much written about
OLDEST = 100  # years after which somebody whose death is unknown is taken for dead
NEVER = 9999  # the year in which ends what has no known end


@dataclass(frozen=True)
class Text:
    """What a text tells of the names in it: the actors that it clearly names, and when it appeared."""

    kind: str
    named: frozenset[int]
    published: Period | None = None


def possible(candidates: Sequence[Candidate], text: Text) -> tuple[Candidate, ...]:
    """The candidates without those who were born, or founded, only after the text appeared."""
    return tuple(each for each in candidates if not _began_after(each, text.published))


def _began_after(each: Candidate, published: Period | None) -> bool:
    return bool(published and each.since and each.since > published.last.year)


def verdicts(candidates: Sequence[Candidate], text: Text) -> list[Verdict]:
    """What each rule says that says anything; another spelling in the text outweighs all others."""
    if otherwise := _named_otherwise(candidates, text):
        return [otherwise]
    told = (rule(candidates, text) for rule in RULES)
    return [verdict for verdict in told if verdict]


def agreed(told: Sequence[Verdict]) -> Verdict | None:
    """The surest verdict where all mean the same actor."""
    return max(told, key=lambda each: each[1][1]) if len({actor for actor, _ in told}) == 1 else None


def _named_otherwise(candidates: Sequence[Candidate], text: Text) -> Verdict | None:
    """The only candidate whom the text names by another spelling."""
    named = [each.actor for each in candidates if each.actor in text.named]
    return (named[0], NAMED_OTHERWISE) if len(named) == 1 else None


def _by_country(candidates: Sequence[Candidate], text: Text) -> Verdict | None:
    """The only candidate whose country the text names, where all of them have one."""
    there = [each.actor for each in candidates if each.country in text.named]
    told = len(there) == 1 and all(each.country for each in candidates)
    return (there[0], BY_COUNTRY) if told else None


def _by_date(candidates: Sequence[Candidate], text: Text) -> Verdict | None:
    """The only candidate who was of an age to be in the news, where all others surely were not.

    Whoever died lately is still written about, and of somebody without years nothing is known: then the
    date tells nothing.
    """
    if text.published is None:
        return None
    in_time = {each.actor: _in_time(each, text) for each in candidates}
    there = [actor for actor, answer in in_time.items() if answer]
    told = len(there) == 1 and None not in in_time.values()
    return (there[0], BY_DATE) if told else None


def _in_time(each: Candidate, text: Text) -> bool | None:
    """Whether the candidate was no child any more, or there, and not gone for long; None if nobody knows.

    Of a month or a year every day must fit, or none.
    """
    first, last = text.published.first.year, text.published.last.year
    end = _remembered(each, text)
    if end < first or (each.since is not None and last < _grown(each, text)):
        return False
    surely = each.since is not None and _grown(each, text) <= first and last <= end
    return True if surely else None


def _grown(each: Candidate, text: Text) -> int:
    return each.since + (YOUTH if text.kind == Actor.Kind.PERSON else 0)


def _remembered(each: Candidate, text: Text) -> int:
    """The last year in which the candidate is much written about."""
    if each.until is not None:
        return each.until + REMEMBERED
    mortal = text.kind == Actor.Kind.PERSON and each.since is not None
    return each.since + OLDEST + REMEMBERED if mortal else NEVER


RULES: tuple[Callable[[Sequence[Candidate], Text], Verdict | None], ...] = (_by_country, _by_date)
