"""Markdown with front matter → a reading. Its marks are blotted out, so that every offset stays."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace

import yaml

from articles.importing import cleaning, fragments, shapes, stated
from articles.importing.draft import Cut, Known, Raw, Reading
from articles.importing.plain import read_text
from articles.importing.stated import Stated

BLOT = "\u2060"  # a word joiner: as wide as nothing, and gone when the text is tidied
FRONT_MATTER = re.compile(
    r"\A\ufeff?(?P<mark>---|\+\+\+)[ \t]*\n(?P<said>.*?\n)(?:(?P=mark)|\.\.\.)[ \t]*(?:\n|\Z)", re.S
)
TARGET = r"\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)"
MARKS = tuple(  # what is blotted out is what stands outside of the group “kept”
    re.compile(form, re.M)
    for form in (
        r"^[ \t]*```[^\n]*$",
        r"<!--(?:[^-<]|-(?!->)|<(?!!--))*-->",
        rf"!\[[^\[\]\n]{{0,500}}\]{TARGET}",
        rf"\[(?P<kept>[^\[\]\n]{{0,500}})\]{TARGET}",
        r"^[ \t]{0,3}#{1,6}[ \t]+(?P<kept>[^\n]{1,1000}?)[ \t]{0,9}#{0,6}[ \t]{0,9}$",
        r"^[ \t]{0,3}(?:[-*_=][ \t]?){3,}$",
        r"^[ \t]{0,3}(?:>[ \t]?)+",
        r"^[ \t]*[*+-][ \t]+(?=\S)",
        r"(?<![\w*])(?P<mark>\*{1,3})(?=[^\s*])(?P<kept>[^*\n]{1,1000})(?<=[^\s*])(?P=mark)(?![\w*])",
        r"(?<![\w])(?P<mark>_{1,3})(?=[^\s_])(?P<kept>[^\n_]{1,1000}(?:_[^\W_][^\n_]{1,100}){0,9})(?<=[^\s_])(?P=mark)(?!\w)",
        r"`(?P<kept>[^`\n]{1,1000})`",
        fragments.MARKUP.pattern,
    )
)


def read_markdown(raw: Raw, known: Known) -> Reading:
    """What a Markdown text says of itself, in its front matter and below; raises Unreadable without words."""
    text, encoding = cleaning.decode(raw.content)
    front = FRONT_MATTER.match(text.replace("\r\n", " \n"))
    start = front.end() if front else 0
    plain = BLOT * start + _plain(text[start:])
    said = shapes.read(_said(front), raw.mapping, "front matter") if front else {}
    reading = read_text(replace(raw, kind="text", content=plain.encode("utf-8", "replace")), known)
    facts = stated.find(Stated(said, reading.body, known.latest))
    cuts = (Cut(0, start, "front matter"), *reading.cuts) if start else reading.cuts
    return stated.together(facts, replace(reading, cuts=cuts), text, encoding)


def _said(front: re.Match) -> Mapping:
    """The fields of front matter, all of them texts; none where it cannot be read."""
    try:
        if front["mark"] == "+++":
            said = tomllib.loads(front["said"])
            return {
                name: str(value) if not isinstance(value, list) else value for name, value in said.items()
            }
        said = yaml.load(front["said"], Loader=yaml.CBaseLoader)  # texts only: nothing is made from them
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, Mapping) else {}


def _plain(text: str) -> str:
    """The text with its marks blotted out, as long as it was."""
    for form in MARKS:
        text = form.sub(_blotted, text)
    return text


def _blotted(match: re.Match) -> str:
    if "kept" not in match.re.groupindex:
        return BLOT * len(match[0])
    before, after = match.start("kept") - match.start(), match.end() - match.end("kept")
    return BLOT * before + match["kept"] + BLOT * after
