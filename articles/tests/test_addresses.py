"""Addresses put together without asking the routes: the same as the routes say, and as strict."""

import pytest
from django.urls import NoReverseMatch, reverse

from articles.addresses import address


@pytest.mark.parametrize(
    "asked",
    [
        ("articles",),
        ("article", 12),
        ("original", 7070707),
        ("person", "ali-shamkhani"),
        ("country", "iran_2"),
        ("organisation", "سازمان"),
        ("pair", "ali-shamkhani", "iran"),
        ("archive-day", 2019, 1, 7),
        ("facet", "person"),
        ("facet", "a b&c"),
        ("download", "csl.json"),
    ],
    ids=str,
)
def test_it_is_the_address_that_the_routes_give(asked):
    name, *parts = asked
    assert address(name, *parts) == reverse(name, args=parts)


@pytest.mark.parametrize("asked", [("person", ""), ("person", "a/b"), ("article",), ("nowhere", 1)], ids=str)
def test_what_no_route_leads_to_has_none(asked):
    with pytest.raises(NoReverseMatch):
        address(*asked)
