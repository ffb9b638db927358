"""Around every request: what a page may load, pages for a lost database and for what no database can read,
edits made searchable."""

import logging

from django.db.utils import DataError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import get_template
from django.views.defaults import bad_request

logger = logging.getLogger(__name__)

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


def content_security_policy(get_response):
    """Pages load nothing from elsewhere and run no inline script or style."""

    def respond(request):
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        return response

    return respond


class _AfterFaults:
    """Lets requests through; what a view raised is for `process_exception` of those made of this."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)


class DatabaseUnavailable(_AfterFaults):
    """A 503 page that stands alone when the database cannot be reached."""

    def process_exception(self, request, exception):
        """The 503 page for a lost or refused connection; None, Django's own way, for anything else."""
        if not isinstance(exception, (OperationalError, InterfaceError)):
            return None
        from newsarchive.postgres.unavailable import sentence_for

        logger.error("%s", sentence_for(exception))
        page = get_template("503.html").render()
        return HttpResponse(page, status=503, headers={"Retry-After": "30", "Cache-Control": "no-store"})


class InputRefused(_AfterFaults):
    """A 400 page where the database cannot read what an address or a form holds, such as NUL."""

    def process_exception(self, request, exception):
        """The 400 page for what was refused; None, Django's own way, for anything else."""
        if not isinstance(exception, DataError):
            return None
        logger.warning("%s: %s", request.path, exception)
        return bad_request(request, exception)


def searchable_edits(get_response):
    """What a request wrote is in the index before its answer goes out."""

    def respond(request):
        response = get_response(request)
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            _carry_changes()
        return response

    return respond


def _carry_changes():
    from articles.search import changes
    from articles.search.engine import IndexUnavailable

    try:
        changes.apply()
    except IndexUnavailable:
        logger.exception("The edit is stored, but the search index could not be brought up to date.")
