"""The API against its own description: whatever may be asked is answered as it says."""

import os
from contextlib import suppress

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from articles.api import api
from newsarchive.wsgi import application

pytestmark = pytest.mark.django_db

# For each address, of what it takes and of what it does not; API_EXAMPLES=1000 looks longer.
EXAMPLES = int(os.environ.get("API_EXAMPLES", "15"))


@pytest.fixture
def kept_connection():
    """The test's connection outlives the requests of a server that is no test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("path", api.get_openapi_schema(path_prefix="/api/")["paths"])
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["taken", "refused"])
def test_it_answers_as_it_says(searchable, kept_connection, path, mode):
    operation = schemathesis.openapi.from_wsgi("/api/openapi.json", application)[path]["GET"]

    @given(operation.as_strategy(generation_mode=mode))
    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def answered(case):
        case.call_and_validate(headers={"Accept-Encoding": "identity"})

    with suppress(Unsatisfiable):  # an address that takes every text refuses none
        answered()
