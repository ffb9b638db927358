"""Nothing that is typed into an address breaks a page, and what is broken is said. benchmarks/fuzz_pages.py
asks as long as one likes."""

import pytest

from articles.tests.fuzzing import addresses, complaint

pytestmark = pytest.mark.django_db


def test_no_address_breaks_a_page(client, searchable):
    complaints = {asked.address: complaint(client, asked) for asked in addresses(seed=7, number=400)}
    assert {address: said for address, said in complaints.items() if said} == {}
