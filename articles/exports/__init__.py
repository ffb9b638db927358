"""Articles for other programs: one table of formats, each streamed, however many articles there are."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from articles.exports.atom import atom
from articles.exports.citations import bibtex, csl, ris
from articles.exports.cover import Cover
from articles.exports.records import actor_record, article_record, public, records
from articles.exports.tables import csv_lines, json_whole, jsonl

__all__ = ["FORMATS", "Cover", "Format", "actor_record", "article_record", "public", "records"]


@dataclass(frozen=True)
class Format:
    """One way to write articles: what addresses end in, how people call it, what `write` yields."""

    name: str
    label: str
    content_type: str
    write: Callable[[Iterable[dict], Cover], Iterator[str]]


FORMATS = {
    each.name: each
    for each in (
        Format("json", "JSON", "application/json", json_whole),
        Format("jsonl", "JSON lines", "application/jsonl; charset=utf-8", jsonl),
        Format("csv", "CSV", "text/csv; charset=utf-8; header=present", csv_lines),
        Format("bib", "BibTeX", "application/x-bibtex; charset=utf-8", bibtex),
        Format("ris", "RIS", "application/x-research-info-systems; charset=utf-8", ris),
        Format("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", csl),
        Format("atom", "Atom", "application/atom+xml; charset=utf-8", atom),
    )
}
