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
def _(node: t.Named) -> str:
    return _said(node.field, node.name)


@in_words.register
def _(node: t.Chosen) -> str:
    return _said(node.field, node.name)


@in_words.register
def _(node: t.Coded) -> str:
    return _said(node.field, node.code)


@in_words.register
def _(node: t.Dated) -> str:
    return _said(node.field, node.period.in_words())


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


def _is_text(node) -> bool:
    return all(isinstance(leaf, t.Word | t.Phrase) for leaf in t.leaves(node)) and not isinstance(node, t.Not)


def _grouped(node) -> str:
    return f"({in_words(node)})" if isinstance(node, t.And | t.Or) else in_words(node)


def _joined(parts: list[str], conjunction: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"


@singledispatch
def written(node) -> str:
    """The tree as it would be typed: parsing it gives the same tree again."""
    raise TypeError(node)


@written.register
def _(node: t.Everything) -> str:
    return ""


@written.register
def _(node: t.Word) -> str:
    return _in_field(node.field, node.text)


@written.register
def _(node: t.Phrase) -> str:
    return _in_field(node.field, f'"{node.text}"')


@written.register
def _(node: t.Named) -> str:
    return _in_field(node.field, f'"{node.name}"' if node.quoted else node.name)


@written.register
def _(node: t.Chosen) -> str:
    return _in_field(node.field, f'"{node.name}"')


@written.register
def _(node: t.Coded) -> str:
    return _in_field(node.field, node.code)


@written.register
def _(node: t.Dated) -> str:
    return _in_field(node.field, str(node.period))


@written.register
def _(node: t.Not) -> str:
    return f"NOT {_bracketed(node.part)}"


@written.register
def _(node: t.And) -> str:
    return " ".join(_bracketed(part) for part in node.parts)


@written.register
def _(node: t.Or) -> str:
    return " OR ".join(_bracketed(part) for part in node.parts)


def _in_field(field: str, value: str) -> str:
    return f"{field}:{value}" if field else value


def _bracketed(node) -> str:
    return f"({written(node)})" if isinstance(node, t.And | t.Or) else written(node)
