"""Addresses of the archive's pages. A page of results has two hundred: each is put together only once."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=20_000)
def address(name: str, *parts) -> str:
    """The address of a page of that name: /people/ali-shamkhani/ for ("person", "ali-shamkhani")."""
    return reverse(name, args=parts)
