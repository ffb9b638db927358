"""Garbage is looked for seldom while articles come in, and as ever afterwards."""

import gc

import pytest

from articles.importing.garbage import SELDOM, collected_seldom


def test_it_searches_seldom_within_the_block_and_as_before_behind_it():
    before = gc.get_threshold()
    with collected_seldom():
        assert gc.get_threshold() == SELDOM != before
        assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_a_failing_block_leaves_no_trace():
    before = gc.get_threshold()
    with pytest.raises(ValueError), collected_seldom():
        raise ValueError
    assert gc.get_threshold() == before
