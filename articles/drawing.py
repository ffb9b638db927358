"""What the parts of pages that Jinja2 draws can say: the same words as the other templates."""

from django.template.defaultfilters import floatformat, pluralize, truncatewords
from jinja2 import Environment, StrictUndefined

from articles.addresses import address
from articles.templatetags import archive

FILTERS = (
    archive.asked_in_words,
    archive.chosen_first,
    archive.direction,
    archive.field_label,
    archive.foremost,
    archive.grouped,
    archive.in_words,
    archive.known_to,
    archive.machine_date,
    floatformat,
    pluralize,
    truncatewords,
)


def environment(**options):
    """The Jinja2 environment; a name that a part was not given is an error, not an empty place."""
    ours = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**options | ours)
    made.filters |= {each.__name__: each for each in FILTERS}
    made.globals["address"] = address
    return made
