"""What a page's tree needs before it is read: whole lines, whole paragraphs, no readers' comments."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import groupby, takewhile

from lxml import etree, html

# What a reader said below an article: numbered, as comment-12 or sf_comment_12, or as one of several with a
# class like comment-body.
SAID = "comment|coment[aá]rio|commentaire|kommentar"
NUMBERED = re.compile(rf"(?:^|[_-])(?:{SAID})[_-]?\d+$", re.I)
ONE_OF_SEVERAL = re.compile(rf"(?:^|[_-])(?:{SAID})[_-](?:text|body|content|texto|contenido|inhalt)$", re.I)
CALLED_SO = " or ".join(
    f"contains(@{name}, '{part}')" for name in ("id", "class") for part in ("omment", "oment")
)
AS_COMMENTS = etree.XPath(f"//body//*[{CALLED_SO}]")
# Text with ends of lines, but where they are shown.
WRAPPED = etree.XPath(
    "//body//text()[contains(., '\n')][not(ancestor::pre or parent::script or parent::style)]"
)
INLINE = frozenset("a abbr b cite code em font i mark q s small span strong sub sup time u".split())
# Forms around a story, as some systems put one around every page; what lies in a form would be thrown away.
WHOLE_FORMS = etree.XPath(
    "//body//form[count(.//text()[string-length(normalize-space(.)) > 60]"
    "[not(parent::option or parent::script or parent::style or parent::label)]) >= 3]"
)
BOXES = etree.XPath("//body//*[self::div or self::ul or self::table or self::figure or self::aside]")
LOOSE = 60  # letters of text beside paragraphs that is one as well
PARAGRAPHS = 2  # beside which it stands at least


def mend(tree: html.HtmlElement) -> None:
    """Mends the tree in place; what it shows in a browser stays the same, but for readers' comments."""
    for form in WHOLE_FORMS(tree):
        form.drop_tag()
    _unwrap(tree)
    _drop_comments(tree)
    _wrap_loose_text(tree)


def _drop_comments(tree: html.HtmlElement) -> None:
    """Takes readers' comments out, unless the page's own headline stands in what looks like one."""
    said, alike = [], defaultdict(list)
    for element in AS_COMMENTS(tree):
        if NUMBERED.search(element.get("id", "")):
            said.append(element)
        for name in filter(ONE_OF_SEVERAL.search, element.get("class", "").split()):
            alike[name].append(element)
    said += [element for some in alike.values() if len(some) > 1 for element in some]
    for element in said:
        if element.find(".//h1") is None and element.getparent() is not None:
            element.drop_tree()


def _unwrap(tree: html.HtmlElement) -> None:
    """Makes blanks of the ends of lines: browsers show none where only the markup was wrapped."""
    for text in WRAPPED(tree):
        setattr(text.getparent(), "tail" if text.is_tail else "text", _unwrapped(text))


def _unwrapped(text: str) -> str:
    """The text with a blank for each end of a line; an empty line within it still parts paragraphs."""
    if text.isspace():
        return " "
    lines = groupby((line.strip() for line in text.split("\n")), key=bool)
    joined = "\n\n".join(" ".join(some) for full, some in lines if full)
    before, after = (" " if text[end].isspace() else "" for end in (0, -1))
    return f"{before}{joined}{after}"


def _wrap_loose_text(tree: html.HtmlElement) -> None:
    """Makes paragraphs of text that stands between them without being one, as where a box opens within one:
    with the box it would be thrown away."""
    paragraphs = cache(lambda parent: len(parent.findall("p")))
    for box in BOXES(tree):
        if len(box.tail or "") < LOOSE or paragraphs(box.getparent()) < PARAGRAPHS:
            continue
        loose = html.Element("p")
        loose.text, box.tail = box.tail, None
        loose.extend([*takewhile(lambda one: one.tag in INLINE, box.itersiblings())])
        box.addnext(loose)
