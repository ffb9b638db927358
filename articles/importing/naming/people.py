"""People in a text: who is introduced, by the authority or by rules, and where else they are named."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from articles.importing.naming.apart import names_apart
from articles.importing.naming.introductions import Introduction
from articles.importing.naming.lexicon import (
    ASIAN,
    CALENDAR,
    CAPITALS,
    COMPOUND,
    FUNCTION,
    GIVEN,
    NATION,
    ORGANISATION,
    PLACE,
    TITLE,
    kinds,
)
from articles.importing.naming.runs import Run, runs
from articles.importing.naming.surroundings import Surroundings
from articles.names import key, short_forms

BEFORE_A_BARE_NAME = TITLE | FUNCTION | NATION | CALENDAR | PLACE | ORGANISATION
Span = tuple[int, int]
Tag = Callable[[str, Sequence[Run]], Sequence[tuple[float, ...]]]  # a text and its runs → chances
Introduce = Callable[[Sequence[Run]], Iterable[Introduction]]  # the runs of a text → who is introduced
Match = Callable[[str, str], int | None]  # a name and the title before it → an actor


def nobody(name: str, title: str) -> None:
    """The match where there is no authority."""


@dataclass(frozen=True)
class Person:
    """Somebody in a text and where; `actor` is the authority's, None for a person found by rules alone."""

    name: str
    spans: tuple[Span, ...]
    rule: str
    confidence: float
    evidence: str
    actor: int | None = None


def find_people(
    text: str,
    introduce: Introduce,
    known: Iterable[Introduction] = (),
    match: Match = nobody,
    taken: Set[int] = frozenset(),
    nations: Set[int] = frozenset(),
) -> tuple[Person, ...]:
    """Everybody whom the text introduces, in order of appearance.

    `introduce` says who is introduced by runs of capitalised words, `known` are names of the authority in
    the text, `match` finds there a name and its title, `taken` are the places of other names, `nations` of
    those among them that a person's name may follow: Sri Lankan.
    """
    found = names_apart(text, list(runs(text)), nations)
    voted = [_matched(each, match(each.name, each.evidence)) for each in introduce(found)]
    introduced = _settled([*known, *voted], taken)
    groups = _people(introduced)
    spans = [[(each.start, each.end) for each in group] for group in groups]
    named = taken | {place for each in introduced for place in range(each.start, each.end)}
    for begin, end, owner in _bare(found, named, _short_forms(groups)):
        spans[owner].append((begin, end))
    people = (_person(group, places) for group, places in zip(groups, spans, strict=True))
    return tuple(sorted(people, key=lambda person: person.spans))


def _settled(seen: list[Introduction], taken: Set[int]) -> list[Introduction]:
    """The introductions by the authority and by vote, the longer one where two overlap."""
    settled: list[Introduction] = []
    for each in sorted(seen, key=lambda each: (each.start, -each.end, each.actor is None)):
        free = not settled or each.start >= settled[-1].end
        if free and not taken.issuperset(range(each.start, each.end)):
            settled.append(each)
    return settled


def _matched(each: Introduction, actor: int | None) -> Introduction:
    return each if actor is None else replace(each, actor=actor)


def _person(group: list[Introduction], spans: list[Span]) -> Person:
    name, surest = group[0].name, group[0]
    if len(group) > 1:
        times = Counter([each.name for each in group])
        name = max(times, key=lambda each: (" " in each, times[each], len(each)))
        surest = max(group, key=lambda each: (each.actor is not None, each.confidence))
    places = tuple(sorted(set(spans)))
    return Person(name, places, surest.rule, surest.confidence, surest.evidence, surest.actor)


def _people(introduced: list[Introduction]) -> list[list[Introduction]]:
    """The introductions of each person together: William J. Perry and William Perry are one."""
    groups: dict[str, list[Introduction]] = {}
    by_last_word: dict[str, list[str]] = defaultdict(list)
    for each in introduced:
        name = key(each.name)
        if name not in groups:
            words = name.split()
            alike = by_last_word[words[-1]] if words else []
            name = next((other for other in alike if _are_one(other.split(), words)), name)
            if name not in groups:
                alike.append(name)
        groups.setdefault(name, []).append(each)
    return _of_one_actor(_with_short_names(groups))


def _are_one(one: list[str], other: list[str]) -> bool:
    """Whether the names differ at most by middle names that one of them leaves out.

    George H. W. Bush and George W. Bush are two.
    """
    if one == other or len(one) < 2 or len(other) < 2:
        return one == other
    shorter, longer = sorted((one, other), key=len)
    middle = shorter[1:-1]
    same_ends = (shorter[0], shorter[-1]) == (longer[0], longer[-1])
    return same_ends and middle == longer[1 : len(middle) + 1]


def _with_short_names(groups: dict[str, list[Introduction]]) -> list[list[Introduction]]:
    """The groups, with Mr. Perry under William Perry where only one Perry is introduced in full.

    López Obrador is Andrés Manuel López Obrador; a first name alone is its full name's too: Suthep after
    Suthep Thaugsuban. A short name that two people have is nobody's.
    """
    full, short = {}, []
    for name, group in groups.items():
        owners = _owners(name, group, groups)
        if owners:
            short.append((owners, group))
        else:
            full[name] = group
    for owners, group in short:
        if len(owners) == 1 and owners[0] in full:
            full[owners[0]].extend(group)
    return list(full.values())


def _owners(name: str, group: list[Introduction], groups: Mapping[str, list[Introduction]]) -> list[str]:
    """The longer names that the name may stand for."""
    if " " in group[0].name:
        return [each for each in groups if each.endswith(f" {name}")]
    longer = {each: group[0].name for each, group in groups.items() if " " in group[0].name}
    owners = [each for each, said in longer.items() if name in {key(form) for form in _forms(said)}]
    return owners or [each for each, said in longer.items() if name == key(said.split(" ")[0])]


def _of_one_actor(groups: list[list[Introduction]]) -> list[list[Introduction]]:
    """The groups, those of one actor of the authority joined."""
    joined: dict[object, list[Introduction]] = {}
    for number, group in enumerate(groups):
        actor = next((each.actor for each in group if each.actor is not None), None)
        joined.setdefault(("actor", actor) if actor is not None else number, []).extend(group)
    return list(joined.values())


def _forms(name: str) -> tuple[str, ...]:
    """What may stand for the full name later on; the first word of an East Asian name."""
    first, *rest = name.split()
    if not rest or not kinds(first) & ASIAN:
        return short_forms(name)
    return (first,) if not kinds(first) & GIVEN else (*short_forms(name), first)


def _short_forms(groups: list[list[Introduction]]) -> dict[str, int]:
    """The person each bare name belongs to, by number; a name of two belongs to neither."""
    owners: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for name in {each.name for each in group}:
            for form in (*_forms(name), name):
                owners[form].add(number)
    return {form: numbers.pop() for form, numbers in owners.items() if len(numbers) == 1}


def _bare(found: list[Run], named: Set[int], owners: Mapping[str, int]) -> Iterator[tuple[int, int, int]]:
    """(start, end, person) wherever a bare name stands alone or after a title, nation or opening word."""
    loud = {form.upper(): owner for form, owner in owners.items()}
    for run in found:
        first = run.words[0]
        if len(run.words) == 1 and first.text not in owners and not first.kinds & COMPOUND:
            continue  # most runs
        if len(run.words) > 1 and first.kinds & CAPITALS and all(word.kinds & CAPITALS for word in run.words):
            places = [(word.start, word.end, loud.get(word.text)) for word in run.words]
        else:
            places = [_bare_name(run, owners)]
        for start, end, owner in places:
            if owner is not None and named.isdisjoint(range(start, end)):
                yield start, end, owner


def _speaks(text: str, start: int, end: int) -> bool:
    """Whether a verb or a title stands by the name: May said, Mrs. May, not in May."""
    around = Surroundings(text, start, end)
    return bool(around.verb or around.role_before or kinds(around.word) & TITLE)


def _bare_name(run: Run, owners: Mapping[str, int]) -> tuple[int, int, int | None]:
    """Where a bare name stands in a run, and whose it is: Trump in "But President Trump", in "Trump-era"."""
    words = run.words
    end = words[-1].end
    if words[-1].kinds & COMPOUND:
        end = words[-1].start + words[-1].text.find("-")
    for word in words:
        owner = owners.get(run.text[word.start : end])
        if owner is not None and word.kinds & CALENDAR and not _speaks(run.text, word.start, end):
            return word.start, end, None
        if owner is not None or not word.kinds & BEFORE_A_BARE_NAME:
            return word.start, end, owner
    return words[0].start, end, None
