"""A query's tree as a sentence for people, and as it would be typed."""

from __future__ import annotations

from functools import singledispatch

from articles.search import tree as t
from articles.search.fields import BY_NAME
from articles.search.letters import RUN


@singledispatch
def in_words(node) -> str:
    """The tree in plain English, or nothing for everything: “talks” without “sanctions”."""
    raise TypeError(node)


@in_words.register
def _(node: t.Everything) -> str:
    return ""


@in_words.register
def _(node: t.Word) -> str:
    return _said(node.field, f"“{shown(node.text)}”")


@in_words.register
def _(node: t.Phrase) -> str:
    kind = "exactly" if len(RUN.findall(node.text)) == 1 else "the phrase"
    return _said(node.field, f"{kind} “{node.text}”")


@in_words.register
def _(node: t.Wildcard) -> str:
    return _said(node.field, f"words like “{node.text}”")


@in_words.register
def _(node: t.Fuzzy) -> str:
    return _said(node.field, f"words spelled like “{node.text}”")


@in_words.register
def _(node: t.Loose) -> str:
    return _said(node.field, f"“{node.text}” with at most {_counted(node.gap, 'other word')} among them")


@in_words.register
def _(node: t.Near) -> str:
    order = "before" if node.ordered else "of"
    within = f"at most {_counted(node.distance, 'word')} {order}" if node.ordered else ""
    within = within or f"within {_counted(node.distance, 'word')} of"
    return f"{_grouped(node.left)} {within} {_grouped(node.right)}"


@in_words.register
def _(node: t.Often) -> str:
    return f"{_grouped(node.part)} at least {node.times} times"


@in_words.register
def _(node: t.Listed) -> str:
    return in_words(node.stands_for)


@in_words.register
def _(node: t.Named) -> str:
    return _said(node.field, node.name)


@in_words.register
def _(node: t.Chosen) -> str:
    return _said(node.field, node.name)


@in_words.register
def _(node: t.Coded) -> str:
    return _said(node.field, BY_NAME[node.field].values.get(node.code, node.code))


@in_words.register
def _(node: t.Dated) -> str:
    said = _said(node.field, node.period.in_words())
    return f"surely {said}" if node.surely else said


@in_words.register
def _(node: t.Or) -> str:
    return _joined([_grouped(part) for part in node.parts], "or")


@in_words.register
def _(node: t.Not) -> str:
    if isinstance(node.part, t.Chosen | t.Named | t.Coded | t.Dated):
        said = in_words(node.part)
        return f"without {said.removeprefix('with ')}" if said.startswith("with ") else f"not {said}"
    return f"without {_grouped(node.part)}"


@in_words.register
def _(node: t.And) -> str:
    words = [part for part in node.parts if _is_text(part)]
    rest = [part for part in node.parts if not _is_text(part) and not isinstance(part, t.Not)]
    absent = [part for part in node.parts if isinstance(part, t.Not)]
    sides = [_joined([_grouped(part) for part in words], "and")] if words else []
    sides += [_grouped(part) for part in rest]
    said = ", ".join(sides)
    return " ".join([*([said] if said else []), _joined([in_words(part) for part in absent], "and")]).strip()


def shown(text: str) -> str:
    """A typed word without the punctuation around it."""
    runs = list(RUN.finditer(text))
    return text[runs[0].start() : runs[-1].end()] if runs else text


def _said(field: str, value: str) -> str:
    return BY_NAME[field].said.format(value) if field else value


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"


def _is_text(node) -> bool:
    return all(isinstance(leaf, t.Text) for leaf in t.leaves(node)) and not isinstance(node, t.Not)


def _grouped(node) -> str:
    return f"({in_words(node)})" if isinstance(node, t.And | t.Or) else in_words(node)


def _joined(parts: list[str], conjunction: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"


def written(node) -> str:
    """The tree as it would be typed: parsing it gives the same tree again."""
    certain = any(isinstance(leaf, t.Dated) and leaf.surely for leaf in t.leaves(node))
    if not certain:
        return _written(node)
    return f"{_bracketed(node) if isinstance(node, t.Or) else _written(node)} surely:yes"


@singledispatch
def _written(node) -> str:
    raise TypeError(node)


@_written.register
def _(node: t.Everything) -> str:
    return ""


@_written.register
def _(node: t.Word) -> str:
    return _in_field(node.field, node.text)


@_written.register
def _(node: t.Phrase) -> str:
    return _in_field(node.field, f'"{node.text}"')


@_written.register
def _(node: t.Wildcard) -> str:
    return _in_field(node.field, node.text)


@_written.register
def _(node: t.Fuzzy) -> str:
    return _in_field(node.field, f"{node.text}~{node.edits}")


@_written.register
def _(node: t.Loose) -> str:
    return _in_field(node.field, f'"{node.text}"~{node.gap}')


@_written.register
def _(node: t.Near) -> str:
    sign = "pre" if node.ordered else "w"
    return f"{_bracketed(node.left)} {sign}/{node.distance} {_bracketed(node.right)}"


@_written.register
def _(node: t.Often) -> str:
    return f"atleast{node.times}({_written(node.part)})"


@_written.register
def _(node: t.Listed) -> str:
    return _written(node.stands_for)


@_written.register
def _(node: t.Named) -> str:
    return _in_field(node.field, f'"{node.name}"' if node.quoted else node.name)


@_written.register
def _(node: t.Chosen) -> str:
    return _in_field(node.field, f'"{node.name}"')


@_written.register
def _(node: t.Coded) -> str:
    return _in_field(node.field, node.code)


@_written.register
def _(node: t.Dated) -> str:
    return _in_field(node.field, str(node.period))


@_written.register
def _(node: t.Not) -> str:
    return f"NOT {_bracketed(node.part)}"


@_written.register
def _(node: t.And) -> str:
    return " ".join(_bracketed(part) for part in node.parts)


@_written.register
def _(node: t.Or) -> str:
    return " OR ".join(_bracketed(part) for part in node.parts)


def _in_field(field: str, value: str) -> str:
    return f"{field}:{value}" if field else value


def _bracketed(node) -> str:
    return f"({_written(node)})" if isinstance(node, t.And | t.Or) else _written(node)
