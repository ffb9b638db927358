"""What a search must find, worked out article by article in plain Python from the same tree."""

from collections import Counter

from articles.search import tree as t
from articles.search.embedded import forms, is_stemmed
from articles.search.engine import Document, Request
from articles.search.fields import BY_NAME, TEXTS

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
    return [(name, forms(getattr(document, name))) for name in names]


def _stands_in(wanted, words) -> bool:
    exact = [word for word, _ in words]
    return any(exact[n : n + len(wanted)] == wanted for n in range(len(exact)))


def _word(node, document):
    wanted = forms(node.text)
    if len(wanted) == 2 and wanted[1][0] == "s":
        wanted = wanted[:1]
    for name, words in _texts(node, document):
        if _stands_in([exact for exact, _ in wanted], words):
            return True
        stemmed = len(wanted) == 1 and name in STEMMED and is_stemmed(document.language)
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
    if name == "year":
        period = document.published
        return set(range(period.first.year, period.last.year + 1)) if period else set()
    value = getattr(document, BY_NAME[name].index)
    return set(value) if isinstance(value, tuple) else {value} - {None}


def _chosen(node, document):
    return bool(values_of(node.field, document) & set(node.ids))


def _dated(node, document):
    first, last = BY_NAME[node.field].days(node.period)
    period = document.published
    return bool(period) and not (first and period.last < first) and not (last and period.first > last)


LEAVES = {
    t.Everything: lambda node, document: True,
    t.Word: _word,
    t.Phrase: _phrase,
    t.Chosen: _chosen,
    t.Dated: _dated,
    t.Coded: lambda node, document: document.language == node.code,
}


def found(documents, request: Request, but: str = "") -> list[Document]:
    """The documents that match the tree and every choice, those of the facet `but` left out."""
    choices = [choice for choice in request.choices if choice.field != but]
    return [d for d in documents if all(matches(node, d) for node in (request.tree, *choices))]


def newest(document: Document):
    """What the newest documents have most of."""
    period = document.published
    return (bool(period), period and (period.first, period.last), document.id)


def oldest(document: Document):
    """What the oldest documents have least of; unknown days come last."""
    period = document.published
    return (not period, period and (period.first, period.last), document.id)


def facet(documents, request: Request, name: str) -> Counter:
    """How many documents have each value of the facet, under every choice but its own."""
    counts = Counter(v for d in found(documents, request, but=name) for v in values_of(name, d))
    for choice in request.choices:
        if choice.field == name:
            counts.update(dict.fromkeys(choice.ids, 0))
    return counts
