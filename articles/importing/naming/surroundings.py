"""What stands around a name in a text: the signs that it is a person's."""

import re
from dataclasses import dataclass
from functools import cached_property

from articles.importing.naming.lexicon import NATION, PLACE, TITLE, kinds, listed

SOMEBODY = ("man", "woman", "boy", "girl")
BEFORE, AFTER = 40, 80  # characters looked at
AGE = re.compile(r",? (?:aged |age )\d\d?\b|, \d\d?(?:[,.;]| who\b| of\b)| \(\d\d?\)")
APPOSITION = re.compile(r", ([a-z“][^,.;:()]*)")
WHO = re.compile(r",? (?:who|whose|whom)\b")
VERB = re.compile(
    r",? (?:(?:also|later|then|has|had|recently|himself|herself|once|reportedly|on [A-Z]\w+day) )*([a-z]+)\b"
)
NEXT_WORD = re.compile(r" ([a-z-]+)")
LAST_WORD = re.compile(r"[\w.'’-]+$")
OPENED, CLOSED = re.compile(r"[\"“‘`]$"), re.compile(r"[,.]?[\"”’']+(?!s\b)")


@dataclass(frozen=True)
class Surroundings:
    """What is printed before text[start:end] and after it."""

    text: str
    start: int
    end: int

    @property
    def before(self) -> str:
        return self.text[max(0, self.start - BEFORE) : self.start]

    @cached_property
    def _before(self) -> tuple[str, bool]:
        before = self.before
        if not before.endswith((" ", "\n")):
            return "", False
        comma = before.endswith(",", 0, -1)
        last = before[: -2 if comma else -1]
        said = LAST_WORD.search(last, max(last.rfind(" "), last.rfind("\n"), 0))
        return (said[0], comma) if said else ("", False)

    @cached_property
    def after(self) -> str:
        return self.text[self.end : self.end + AFTER]

    @property
    def word(self) -> str:
        return self._before[0]

    @property
    def follows_the(self) -> bool:
        return self.word in ("the", "The")

    @cached_property
    def affair(self) -> str:
        """What is called after the name: "trial" in "the Peter Hallow trial", or ""."""
        said = NEXT_WORD.match(self.after) if self.follows_the else None
        return said[1] if said and said[1] in listed("people/affairs") else ""

    @cached_property
    def role_before(self) -> str:
        """The lower-case role right before the name: spokesman, or "" where there is none."""
        word, _ = self._before
        return word if word.islower() and kinds(word) & TITLE else ""

    @property
    def comma_before(self) -> bool:
        return self._before[1]

    @cached_property
    def role_after(self) -> str:
        """The role said of the name after a comma: "secretary" in "Ali Shamkhani, secretary of …"."""
        if WHO.match(self.after):
            return "who"
        said = APPOSITION.match(self.after)
        words = said[1].split()[:7] if said else ()
        return next(
            (word for word in words if word in SOMEBODY or (word.islower() and kinds(word) & TITLE)), ""
        )

    @cached_property
    def age(self) -> bool:
        return AGE.match(self.after) is not None

    @cached_property
    def verb(self) -> str:
        """The reporting verb next to the name, or ""."""
        said = VERB.match(self.after)
        if said and said[1] in listed("people/verbs"):
            return said[1]
        return self.word if self.word in ("said", "says", "added") and not self.comma_before else ""

    @cached_property
    def is_quoted(self) -> bool:
        return bool(
            OPENED.search(self.text[max(0, self.start - 1) : self.start]) and CLOSED.match(self.after)
        )

    @cached_property
    def evidence(self) -> str:
        """The strongest sign of a person around the words, or ""."""
        if self.age:
            return "age"
        if self.word.endswith(("'s", "’s")) and kinds(self.word[:-2]) & (PLACE | NATION):
            return self.word
        return self.role_before or self.role_after or self.verb


def in_a_firm(text: str, start: int, end: int) -> bool:
    """Whether "&" joins the words to others."""
    return text.startswith(("&", " &"), end) or text.endswith(("&", "& "), max(0, start - 2), start)
