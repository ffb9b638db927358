"""JSON: one object, many of them one a line, a list of them, or a list within an object → records."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from itertools import chain

from articles.importing.draft import Failure, Raw, Unreadable
from articles.importing.readers import limits
from articles.importing.readers.inputs import Input, fingerprint, lines

OBJECT = re.compile(r"\s*\{\s*(?:\"|\}|$)")
ARRAY = re.compile(r"\s*\[\s*(?:\{|\]|$)")
OPEN_END = re.compile(r"[,{\[:]\s*$")  # how a line ends that an object goes on after
BETWEEN = " \t\r\n,"  # elements of a list
DECODER = json.JSONDecoder(strict=False)
ONE_A_LINE = frozenset([".jsonl", ".ndjson", ".jl", ".jsonlines"])
LISTS = "articles items results documents docs entries stories news posts data".split()


def is_json(input: Input) -> bool:
    """Whether it begins as a JSON object or a list of objects does."""
    return bool(OBJECT.match(input.beginning) or ARRAY.match(input.beginning))


def read_json(input: Input) -> Iterator[Raw | Failure]:
    """The records in their order; each is named by its fingerprint, which outlives every reordering."""
    if ARRAY.match(input.beginning):
        yield from _elements(input)
    elif _is_one_a_line(input):
        yield from _lines(input)
    else:
        yield from _whole(input, input.content())


def record(input: Input, content: bytes) -> Raw:
    """One of many records of an input."""
    return Raw(
        f"{input.name}#{fingerprint(content)}",
        content,
        kind="record",
        mapping=input.wishes.mapping,
    )


def _is_one_a_line(input: Input) -> bool:
    """Whether every line is an object of its own, which a pretty-printed object's are not."""
    first, end, rest = input.beginning.lstrip().partition("\n")
    if input.ending in ONE_A_LINE:
        return True
    if not end:
        return len(input.head) >= limits.HEAD
    return rest.lstrip().startswith("{") and not OPEN_END.search(first)


def _lines(input: Input) -> Iterator[Raw | Failure]:
    found = _numbered(input)
    first, second = next(found, None), next(found, None)
    if isinstance(first, bytes) and second is None and input.ending not in ONE_A_LINE:
        yield from _whole(input, first)
        return
    for each in chain([first, second] if second else [first], found):
        yield record(input, each) if isinstance(each, bytes) else each


def _numbered(input: Input) -> Iterator[bytes | Failure]:
    """The lines that hold something, or why one is no record; only failures need their number."""
    for number, line in enumerate(lines(input.utf8()), 1):
        if line is None:
            size = limits.LARGEST // 1_000_000
            yield Failure(f"{input.name}#{number}", f"The line is longer than {size} MB.")
        elif content := line.strip():
            is_object = content.startswith(b"{")
            yield content if is_object else Failure(f"{input.name}#{number}", "The line is no JSON object.")


def _whole(input: Input, content: bytes) -> Iterator[Raw]:
    """The one record that an input is, or those of a list within it."""
    listed = _listed(content)
    if listed is None:
        yield Raw(input.name, content, kind="record", mapping=input.wishes.mapping)
        return
    for element in listed:
        yield record(input, json.dumps(element, ensure_ascii=False).encode("utf-8", "replace"))


def _listed(content: bytes) -> list[dict] | None:
    """The objects of the list that an object is there for, or None where it is an article itself."""
    if not any(f'"{name}"'.encode() in content for name in LISTS):
        return None
    try:
        value = json.loads(content.decode("utf-8", "replace"), strict=False, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return None  # whoever reads the record says what is wrong with it
    for name in LISTS:
        inner = value.get(name) if isinstance(value, dict) else None
        if isinstance(inner, list) and inner and all(isinstance(each, dict) for each in inner):
            return inner
    return None


def _elements(input: Input) -> Iterator[Raw | Failure]:
    """The objects of a list, of which only one is held at a time."""
    for number, element in enumerate(_parts(input.utf8()), 1):
        if element.startswith(b"{"):
            yield record(input, element)
        else:
            yield Failure(f"{input.name}#{number}", "The element of the list is no JSON object.")


def _parts(stream: io.BufferedReader) -> Iterator[bytes]:
    """The elements of a list, untouched; raises Unreadable where one is broken, for none can follow it.

    The bytes are looked at as Latin-1, in which JSON's own marks are what they are in UTF-8.
    """
    held, number = stream.read(limits.HEAD).decode("latin-1").lstrip()[1:], 1
    while not (held := held.lstrip(BETWEEN)).startswith("]"):
        end = _end(held, number)
        if end:
            yield held[:end].encode("latin-1")
            held, number = held[end:], number + 1
            continue
        more = stream.read(max(limits.HEAD, len(held)))
        if not more or len(held) > limits.LARGEST:
            raise Unreadable(f"Element {number} of the list is not valid JSON; it and what follows was left.")
        held += more.decode("latin-1")


def _end(held: str, number: int) -> int:
    """Where the first element ends, or 0 where it is not complete."""
    try:
        return DECODER.raw_decode(held)[1]
    except RecursionError:
        raise Unreadable(f"Element {number} of the list is nested too deep; what follows was left.") from None
    except ValueError:
        return 0
