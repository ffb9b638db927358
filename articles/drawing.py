"""What the parts of pages that Jinja2 draws can say: the same words as the other templates."""

import html

import markupsafe
from django.template.defaultfilters import floatformat, pluralize, truncatewords
from django.utils.safestring import SafeString
from jinja2 import Environment, StrictUndefined
from jinja2.compiler import CodeGenerator

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
    archive.url,
    floatformat,
    pluralize,
    truncatewords,
)
AS_THEY_ARE = frozenset({int, float, markupsafe.Markup, SafeString})


def escaped(value) -> str:
    """What a value looks like in a page: text, for which Markup would be made in vain."""
    if type(value) is str:
        return html.escape(value)
    return str(value) if type(value) in AS_THEY_ARE else markupsafe.escape(value)


class Compiler(CodeGenerator):
    """Writes what a template puts into the page by `escaped`: of a page's time Markup took a twentieth."""

    def _output_child_pre(self, node, frame, finalize):
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Drawing(Environment):
    """Jinja2 as the archive's pages need it: values go into them escaped, and quickly."""

    code_generator_class = Compiler
    escaped = staticmethod(escaped)


def environment(**options):
    """The Jinja2 environment; a name that a part was not given is an error, not an empty place."""
    ours = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Drawing(**options | ours)
    made.filters |= {each.__name__: each for each in FILTERS}
    made.globals["address"] = address
    return made
