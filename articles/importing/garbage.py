"""Looking for cyclic garbage seldom, while very many objects are made that are none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# What an import makes by the million (findings, mentions, rows) is freed by counting references. Python's
# defaults looked through it, and through all that is known, over and over: a fifth of the time.
SELDOM = 50_000, 20, 50


def collect_seldom() -> None:
    """Leaves what there is now out of every later search, and searches seldom, until this process ends."""
    gc.freeze()
    gc.set_threshold(*SELDOM)


@contextmanager
def collected_seldom() -> Iterator[None]:
    """The same, until the block ends."""
    usual = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
