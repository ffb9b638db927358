"""An HTML page → a reading: the story's text, and for each field a ladder of what the page states."""

from articles.importing.pages.page import read_page

__all__ = ["read_page"]
