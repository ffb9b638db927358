"""What a search must find, worked out article by article in plain Python from the same tree."""

from collections import Counter
from fnmatch import fnmatchcase
from functools import cache
from itertools import product

from articles.search import tree as t
from articles.search.embedded import forms
from articles.search.engine import Document, Request
from articles.search.fields import BY_NAME, TEXTS
from articles.search.letters import normalise

STEMMED = ("title", "standfirst", "body")


def matches(node, document: Document) -> bool:
    """Whether the document matches the tree."""
    if isinstance(node, t.And):
        return all(matches(part, document) for part in node.parts)
    if isinstance(node, t.Or):
        return any(matches(part, document) for part in node.parts)
    if isinstance(node, t.Not):
        return not matches(node.part, document)
    return LEAVES[type(node)](node, document)


def _texts(node, document):
    names = [node.field] if node.field else [field.index for field in TEXTS]
    return [(name, forms(getattr(document, name), document.language)) for name in names]


def _stands_in(wanted, words) -> bool:
    exact = [word for word, _ in words]
    return any(exact[n : n + len(wanted)] == wanted for n in range(len(exact)))


def _word(node, document):
    wanted = forms(node.text, document.language)
    if len(wanted) == 2 and wanted[1][0] == "s":
        wanted = wanted[:1]
    for name, words in _texts(node, document):
        if _stands_in([exact for exact, _ in wanted], words):
            return True
        stemmed = len(wanted) == 1 and name in STEMMED
        if stemmed and wanted[0][1] in [stem for _, stem in words]:
            return True
    return False


def _phrase(node, document):
    wanted = [exact for exact, _ in forms(node.text)]
    return any(_stands_in(wanted, words) for _, words in _texts(node, document))


def values_of(name, document) -> set[int]:
    """The document's values of a facet, or its sources, agency and so on."""
    if name == "source":
        return {document.source, document.agency} - {None}
    if name == "lang":
        return {document.language} - {""}
    if name == "city":
        return {" ".join(normalise(document.place).split()).casefold()} - {""}
    if name == "month":
        period = document.published
        months = {(day.year, day.month) for day in (period.first, period.last)} if period else ()
        return {year * 12 + month - 1 for year, month in months} if len(months) == 1 else set()
    if name == "year":
        period = document.published
        return set(range(period.first.year, period.last.year + 1)) if period else set()
    value = getattr(document, BY_NAME[name].index)
    return set(value) if isinstance(value, tuple) else {value} - {None}


def _osa(one, other):
    """The number of changes, by the textbook recursion."""
    if not one or not other:
        return len(one) + len(other)
    best = min(
        _osa(one[1:], other) + 1, _osa(one, other[1:]) + 1, _osa(one[1:], other[1:]) + (one[0] != other[0])
    )
    if len(one) > 1 and len(other) > 1 and one[:2] == other[1::-1]:
        best = min(best, _osa(one[2:], other[2:]) + 1)
    return best


_osa = cache(_osa)


def _all_words(node, document):
    return {exact for _, words in _texts(node, document) for exact, _ in words}


def _wildcard(node, document):
    pattern = node.text.lower()
    return any(fnmatchcase(word, pattern) for word in _all_words(node, document))


def _fuzzy(node, document):
    ((meant, _),) = forms(node.text)
    return any(_osa(meant, word) <= node.edits for word in _all_words(node, document))


def _loose(node, document):
    """Whether some choice of a different place for each word spans few enough words."""
    wanted = [exact for exact, _ in forms(node.text)]
    for _, words in _texts(node, document):
        standing = [[n for n, (exact, _) in enumerate(words) if exact == each] for each in wanted]
        for places in product(*standing):
            if len(set(places)) == len(places) and max(places) - min(places) < len(wanted) + node.gap:
                return True
    return False


def _alternatives(node):
    return node.parts if isinstance(node, t.Or) else (node,)


def _spans(leaf, words):
    """(first, last) of every place where the side stands as printed."""
    if isinstance(leaf, t.Wildcard):
        return [(n, n) for n, (word, _) in enumerate(words) if fnmatchcase(word, leaf.text.lower())]
    wanted, exact = [w for w, _ in forms(leaf.text)], [w for w, _ in words]
    starts = [n for n in range(len(exact)) if exact[n : n + len(wanted)] == wanted]
    return [(n, n + len(wanted) - 1) for n in starts]


def _near(node, document):
    for _, words in _texts(_alternatives(node.left)[0], document):
        lefts = [span for leaf in _alternatives(node.left) for span in _spans(leaf, words)]
        rights = [span for leaf in _alternatives(node.right) for span in _spans(leaf, words)]
        for left, right in product(lefts, rights):
            if 0 < right[0] - left[1] <= node.distance:
                return True
            if not node.ordered and 0 < left[0] - right[1] <= node.distance:
                return True
    return False


def _often(node, document):
    count = 0
    for name, words in _texts(_alternatives(node.part)[0], document):
        one = [_one_field(name, words, n, document) for n in range(len(words))]
        count += sum(any(stands(leaf) for leaf in _alternatives(node.part)) for stands in one)
    return count >= node.times


def _one_field(name, words, place, document):
    """Whether a leaf stands at that place of the field."""

    def stands(leaf):
        if any(start == place for start, _ in _spans(leaf, words)):
            return True
        wanted = forms(leaf.text, document.language)
        if not isinstance(leaf, t.Word):
            return False
        if len(wanted) == 2 and wanted[1][0] == "s":
            wanted = wanted[:1]
        if len(wanted) > 1:
            return False
        return words[place][0] == wanted[0][0] or (name in STEMMED and words[place][1] == wanted[0][1])

    return stands


def _coded(node, document):
    if node.field == "lang":
        return document.language == node.code
    had = {"undated": document.published is None, "reviewed": document.reviewed}
    had["copy"] = document.family != document.id
    return bool(had[node.code] if node.code in had else getattr(document, node.code))


def _chosen(node, document):
    values, ids = values_of(node.field, document), set(node.ids)
    return {"any": bool(values & ids), "all": ids <= values, "none": not values & ids}[node.mode]


def _dated(node, document):
    first, last = BY_NAME[node.field].days(node.period)
    period = document.published
    if node.surely:
        return bool(period) and not (first and period.first < first) and not (last and period.last > last)
    return bool(period) and not (first and period.last < first) and not (last and period.first > last)


LEAVES = {
    t.Everything: lambda node, document: True,
    t.Word: _word,
    t.Phrase: _phrase,
    t.Chosen: _chosen,
    t.Dated: _dated,
    t.Coded: _coded,
    t.Wildcard: _wildcard,
    t.Fuzzy: _fuzzy,
    t.Loose: _loose,
    t.Near: _near,
    t.Often: _often,
}


def found(documents, request: Request, but: str = "") -> list[Document]:
    """The documents that match the tree and every choice, those of the facet `but` left out."""
    choices = [choice for choice in request.choices if choice.field != but]
    return [d for d in documents if all(matches(node, d) for node in (request.tree, *choices))]


def stories(documents) -> list[Document]:
    """Of each family the earliest."""
    return list(
        {document.family: document for document in sorted(documents, key=oldest, reverse=True)}.values()
    )


def newest(document: Document):
    """What the newest documents have most of."""
    period = document.published
    return (bool(period), period and (period.first, period.last), document.id)


def oldest(document: Document):
    """What the oldest documents have least of; unknown days come last."""
    period = document.published
    return (not period, (period.first, period.last) if period else (), document.id)


def facet(documents, request: Request, name: str) -> Counter:
    """How many documents have each value of the facet, under every choice but its own."""
    hits = [(value, d) for d in found(documents, request, but=name) for value in values_of(name, d)]
    if request.families:
        hits = {(value, d.family): (value, d) for value, d in hits}.values()
    counts = Counter(value for value, _ in hits)
    for choice in request.choices:
        if choice.field == name:
            counts.update(dict.fromkeys(choice.ids, 0))
    return counts
