"""Addresses of the archive's pages. A page of results has two hundred: each is put together only once."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse

KEPT = 20_000


def address(name: str, *parts) -> str:
    """The address of a page of that name: /people/ali-shamkhani/ for ("person", "ali-shamkhani")."""
    return _address(get_script_prefix(), name, *parts)


@lru_cache(maxsize=KEPT)
def _address(_prefix: str, name: str, *parts) -> str:
    return reverse(name, args=parts)
