"""Dates as they are written in texts: every form, read to the day, with what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from articles.importing.wordlists import pairs
from articles.periods import Period

NEAR = 25  # letters within which a time of day belongs to a date
BEFORE = 120  # letters before a date that may say what it is the date of


def _months() -> dict[str, int]:
    return {
        name.strip().casefold(): int(number)
        for number, names in pairs("months").items()
        for name in names.split(",")
    }


MONTHS = _months()
MONTH = "(?P<month>" + "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True)) + r")\b\.?"
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAY = r"(?:(?P<weekday>mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b[.,]*\s+)?"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|\.|º|er)?"
YEAR = r"(?P<year>1[6-9]\d\d|20\d\d)"
FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"\b{WEEKDAY}{DAY}(?:\s+(?:of|de|d['’])?\s*|-){MONTH}(?:\s+(?:de|del|of)\s+|,?\s+|-){YEAR}\b",
        rf"\b{WEEKDAY}{MONTH}\s*{DAY}(?:,\s*|\s+){YEAR}\b",
        rf"(?<![\d/.-]){YEAR}(?P<mark>[-/.])(?P<month>[01]?\d)(?P=mark)(?P<day>[0-3]?\d)(?=\D|T|$)(?![/.-]\d)",
        rf"(?<![\d/.-])(?P<day>[0-3]?\d)\.\s?(?P<month>[01]?\d)\.\s?{YEAR}\b",
        rf"(?<![\d/.-])(?P<first>[0-3]?\d)(?P<mark>[/-])(?P<second>[0-3]?\d)(?P=mark){YEAR}(?![\d/-])",
        rf"{YEAR}\s?[年년]\s?(?P<month>[01]?\d)\s?[月월]\s?(?P<day>[0-3]?\d)\s?[日일]",
    )
)
YEARS = re.compile(r"[12]\d{3}(?!\d)(?<!\d{5})(?<=(?:1[6-9]|20)\d\d)")  # its first letter is found fast
CENTURIES = ("19", "20", "16", "17", "18")  # most paragraphs have no year; this tells it fastest
YEAR_FIRST = re.compile(r"[-/.]\d|\s?[年년]")  # behind a year that begins a date
AROUND = 45  # letters before and behind a year within which the date it belongs to stands
TIME = re.compile(
    r"\b(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d)(?:[:.][0-5]\d)?\s*(?:[ap]\.?m\.?\b)?|\b1?\d\s*[ap]\.?m\b\.?", re.I
)
ZONE = re.compile(r"\b(?:GMT|UTC|BST|E[SD]?T|C[SDE]T|CEST|CET|MST|MDT|P[SD]T|IST|EET|MSK|UK time)\b")
CHANGED = re.compile(
    r"\b(?:updated?|modified|amended|corrected|revised|changed|aktualisiert|mis à jour|modifié|actualizado"
    r"|aggiornato|bijgewerkt|zaktualizowan[oya]|обновлено)\b",
    re.I,
)
ELSEWHERE = re.compile(
    r"\b(?:born|died|since|until|from|before|after|between|photo|photograph|picture|image|file|taken|reply"
    r"|copyright|joined|comment|in this)\b[^.|]{0,20}$",
    re.I,
)
STAMPED = re.compile(rf"[\s,|–—-]*(?:at\s+|um\s+|à\s+)?(?:{TIME.pattern})", re.I)
COMMENT = re.compile(r"\s+at\s+[\d:]+\s*[ap]m\s*\|", re.I)
GOES_ON = re.compile(r"\s+(?!at\b|by\b)[a-z]")  # a sentence that runs on behind its date


@dataclass(frozen=True)
class Written:
    """A date as it stands in a text, with what stands before and behind it; offsets in that text."""

    period: Period
    text: str
    start: int
    end: int

    @property
    def before(self) -> str:
        return self.text[max(0, self.start - BEFORE) : self.start]

    @property
    def after(self) -> str:
        return self.text[self.end : self.end + NEAR]

    @property
    def has_time(self) -> bool:
        """Whether a time of day with it says that this is a stamp and not a day of the story."""
        if STAMPED.match(self.after):
            return True
        near = self.before[-NEAR:]
        return bool(TIME.search(near) or ZONE.search(near)) and not GOES_ON.match(self.after)

    @property
    def is_of_comment(self) -> bool:
        """Whether this is the stamp of a reader's comment: "March 21, 2011 at 2:27 pm | Reply"."""
        return bool(COMMENT.match(self.after))

    @property
    def is_elsewhere(self) -> bool:
        """Whether the words before say that this is the day of something else."""
        if CHANGED.search(self.before[-40:]) or self.is_of_comment:
            return True
        return bool(ELSEWHERE.search(self.before)) and not STAMPED.match(self.after)


def parse(text: str) -> Period:
    """The day, month or year that somebody gave; ValueError where it is none.

    >>> str(parse("2019-01-07T13:05:00Z")), str(parse("7 January 2019")), str(parse("2019-01"))
    ('2019-01-07', '2019-01-07', '2019-01')
    """
    try:
        return Period.parse(text)
    except ValueError:
        dates = {written.period for written in written_dates(text)}
        if len(dates) != 1:
            raise
        return dates.pop()


@lru_cache(maxsize=512)
def written_dates(text: str) -> tuple[Written, ...]:
    """Every full date in a text, in its order, whatever it is the date of."""
    if not any(century in text for century in CENTURIES):
        return ()
    found: dict[int, Written] = {}
    for year in YEARS.finditer(text):
        if not (_ends_a_date(text, year.start()) or YEAR_FIRST.match(text, year.end())):
            continue
        first = max(0, year.start() - AROUND)
        window = text[first : year.end() + AROUND]
        for form in FORMS:
            for match in form.finditer(window):
                day = period(match)
                if day is not None:
                    found.setdefault(
                        first + match.start(),
                        Written(day, text, first + match.start(), first + match.end()),
                    )
    return tuple(written for start, written in sorted(found.items()))


def _ends_a_date(text: str, year: int) -> bool:
    """Whether the word before a year is a day, a month or "of": for most years, "in 2019", it is none."""
    word = _last_word(text[max(0, year - AROUND) : year])
    return word[:1].isdigit() or word in _before_years()


def _last_word(text: str) -> str:
    """The last run of letters and digits, in small letters."""
    end = len(text)
    while end and not text[end - 1].isalnum():
        end -= 1
    start = end
    while start and text[start - 1].isalnum():
        start -= 1
    return text[start:end].casefold()


@cache
def _before_years() -> frozenset[str]:
    return frozenset({_last_word(month) for month in MONTHS} | {"de", "del", "of"})


def period(match: re.Match) -> Period | None:
    """The day that a match names; None where the calendar or the weekday says no, or the order is unsure."""
    parts = match.groupdict()
    if "first" in parts:
        parts.update(_ordered(int(parts["first"]), int(parts["second"])))
    month = parts["month"]
    if month is not None and not month.isdigit():
        month = MONTHS.get(month.casefold().rstrip("."))
        if month is None:
            return None
    try:
        period = Period.of(*(int(part) for part in (parts["year"], month, parts.get("day")) if part))
    except (ValueError, TypeError):
        return None
    weekday = (parts.get("weekday") or "").casefold()
    return period if not weekday or WEEKDAYS[period.first.weekday()].startswith(weekday) else None


def _ordered(first: int, second: int) -> dict[str, str | None]:
    """Day and month of 21/06 or 06/21; the month alone cannot be told of 05/06, so there is no date."""
    if first > 12 or first == second:
        return {"day": str(first), "month": str(second)}
    return {"day": str(second), "month": str(first)} if second > 12 else {"day": None, "month": "0"}
