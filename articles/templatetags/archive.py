"""What the templates say in words: dates, languages, certainty; the site's navigation."""

from functools import cache, lru_cache
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from django import template
from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import mark_safe

from articles.addresses import address
from articles.periods import Period
from articles.roles import main_first
from articles.search import wording
from articles.search.fields import BY_NAME

register = template.Library()

RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he khw ks ku-arab nqo ps sd syr ug ur yi".split())

# Label, address, and the addresses of the pages that belong under it.
NAVIGATION = (
    ("Articles", "articles", {"articles", "article", "original"}),
    ("People", "people", {"people", "person"}),
    ("Countries", "countries", {"countries", "country"}),
    ("Organisations", "organisations", {"organisations", "organisation"}),
    ("Sources", "sources", {"sources", "source"}),
    ("Dates", "archive", {"archive", "archive-year", "archive-month", "archive-day", "undated"}),
)

CONFIDENCE = (
    (0.99, "certain"),
    (0.9, "almost certain"),
    (0.75, "likely"),
    (0.5, "more likely than not"),
    (0, "a guess"),
)

KNOWN_TO = {"day": "to the day", "month": "to the month", "year": "to the year"}
TIMES = {1: "once", 2: "twice"}


register.simple_tag(address)


def _kept(draw):
    """The function, with what it draws kept; while templates are worked on, it draws anew each time."""
    once = cache(draw)
    return lambda *given: draw(*given) if settings.DEBUG else once(*given)


@_kept
def _drawn(name):
    return mark_safe(get_template(f"articles/parts/{name}.html").render().rstrip("\n"))


@register.simple_tag
def fixed(name):
    """A part that is the same on every page, whoever reads it."""
    return _drawn(name)


@_kept
def _navigation(here):
    sections = [
        (label, name, {name == here: "page"}.get(True, "true") if here in pages else "")
        for label, name, pages in NAVIGATION
    ]
    return get_template("articles/parts/navigation.html").render({"sections": sections})


@register.simple_tag(takes_context=True)
def navigation(context):
    """The main navigation, the page's own section marked."""
    match = getattr(context.get("request"), "resolver_match", None)
    return _navigation(match.url_name if match else None)


@register.simple_tag
def part(name, **given):
    """A part that a page has many times over, drawn by Jinja2 from what is given."""
    return mark_safe(get_template(f"articles/parts/{name}.jinja", using="jinja2").render(given))


@register.simple_tag
def pair_address(actor, other):
    """The address of the page about two actors."""
    return actor.address_with(other)


@register.filter
def url(shown):
    """The address of the page about an article, an actor or a source."""
    return shown.get_absolute_url()


@register.filter
@lru_cache(maxsize=10_000)
def in_words(days):
    """A date range or Period as people write it, “date unknown” for none."""
    period = days if isinstance(days, Period) else Period.from_range(days)
    return period.in_words() if period else "date unknown"


@register.filter
def written_in_words(text):
    """A date written 2019-01-07, 2019-01 or 2019 as people write it; any other text as it is."""
    try:
        return Period.parse(text).in_words()
    except (ValueError, OverflowError):
        return text


@register.filter
def known_to(days):
    """How exactly a date range is known: to the month, to the year."""
    return KNOWN_TO.get(Period.from_range(days).precision, "to some days")


@register.filter
@lru_cache(maxsize=10_000)
def machine_date(days):
    """A date range as the `datetime` attribute of a <time> wants it; empty for none and for odd ranges."""
    period = Period.from_range(days)
    return str(period) if period and period.precision != "range" else ""


@register.filter
def direction(language):
    """rtl or ltr by the language's script; auto where the language is unknown."""
    if not language:
        return "auto"
    code = language.lower().replace("_", "-")
    return "rtl" if code in RIGHT_TO_LEFT or code.split("-")[0] in RIGHT_TO_LEFT else "ltr"


@register.filter
def language_name(code):
    """The English name of a language code; the code itself where it has none."""
    try:
        return Locale.parse(code.replace("-", "_")).get_language_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code


@register.filter
def host(address):
    """The name of the site that a web address leads to; the address itself where it names none."""
    try:
        return (urlsplit(address).hostname or address).removeprefix("www.")
    except ValueError:
        return address


@register.filter
def certainty(confidence):
    """How sure the importer is, in words."""
    return next((words for least, words in CONFIDENCE if confidence >= least), CONFIDENCE[-1][1])


@register.filter
def percent(share):
    """A share from 0 to 1 in whole percent, never more than it is."""
    return f"{int(100 * share)}%"


@register.filter
def asked_in_words(part):
    """A part of a query as a sentence."""
    return wording.in_words(part)


@register.filter
def field_label(name):
    """The label of a field to search in; nothing for no field."""
    return BY_NAME[name].label if name else ""


@register.filter
def times(count):
    """once, twice, 3 times."""
    return TIMES.get(count, f"{count} times")


@register.filter
def grouped(number):
    """A whole number with commas: 12,345. The general way takes a page of results some milliseconds."""
    return f"{number:,}"


@register.filter
def foremost(article, number):
    """The article's main actors, at most `number` of them."""
    if hasattr(article, "labels"):
        return article.labels[:number]
    return [mention.actor for mention in main_first(article.shown_mentions)[:number]]


@register.filter
def chosen_first(choices):
    """The choices of a facet, those that were made before the others."""
    return sorted(choices, key=lambda choice: not choice.selected)


@register.filter
def plural(kind):
    """The plural of a kind of actor: people for person."""
    return {"person": "people", "country": "countries", "organisation": "organisations"}[kind]
