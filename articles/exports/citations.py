"""References without the text, for programs that keep bibliographies: BibTeX, RIS, CSL-JSON.

A date is written as exactly as it is known. A byline is one name, as printed: where one person ends and the
next begins would be a guess.
"""

import json
import re
from collections.abc import Iterable, Iterator

from articles.exports.cover import Cover

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()

# BibTeX counts braces even behind a backslash, so they need their names.
TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
NO_TEX = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\s]+")


def bibtex(found: Iterable[dict], cover: Cover) -> Iterator[str]:
    """Entries of BibTeX and BibLaTeX, after a few words that both take for a comment."""
    for name, value in cover.facts().items():
        yield f"% {name}: {_one_line(str(value)).replace('@', '(at)')}\n"
    for record in found:
        fields = "".join(f"  {name} = {value},\n" for name, value in _bibtex_fields(record) if value)
        yield f"\n@article{{article{record['id']},\n{fields}}}\n"


def _bibtex_fields(record: dict) -> Iterator[tuple[str, str]]:
    """The fields as written; double braces keep capitals, and the word “and” within a name."""
    yield "title", _braced(record["title"], 2)
    yield "author", _braced(record["byline"], 2)
    yield "journal", _braced(record["publisher"])
    if record["published"]:
        first, *_ = record["published"].split("/")
        year, *rest = first.split("-")
        yield "date", f"{{{record['published']}}}"
        yield "year", f"{{{year}}}"
        yield "month", MONTHS[int(rest[0]) - 1] if rest and first == record["published"] else ""
    url = record["url"]
    yield "url", f"{{{_one_line(url).translate(NO_TEX)}}}" if url else ""
    yield "abstract", _braced(record["standfirst"])
    yield "langid", _braced(record["language"])
    yield "note", _braced(f"Agency: {record['agency']}" if record["agency"] else "")


def _braced(text: str | None, deep: int = 1) -> str:
    """The text as BibTeX wants it, or nothing.

    >>> _braced("Oil & {gas}")
    '{Oil \\\\& \\\\textbraceleft{}gas\\\\textbraceright{}}'
    """
    plain = _one_line(text or "").translate(TEX)
    return "{" * deep + plain + "}" * deep if plain else ""


def ris(found: Iterable[dict], cover: Cover) -> Iterator[str]:
    """References of type NEWS, each line two letters and a value; the form has no place for a heading."""
    for record in found:
        lines = [("TY", "NEWS"), ("ID", f"article{record['id']}"), *_ris_fields(record)]
        written = [f"{tag}  - {_one_line(value)}" for tag, value in lines if value]
        yield "\r\n".join([*written, "ER  - ", "", ""])


def _ris_fields(record: dict) -> Iterator[tuple[str, str]]:
    yield "TI", record["title"]
    yield "AU", record["byline"]
    yield "T2", record["publisher"]
    if record["published"]:
        yield "PY", record["published"][:4]
        yield "DA", _ris_date(record["published"])
    yield "CY", record["dateline"]
    yield "AB", record["standfirst"]
    yield "LA", record["language"]
    yield "UR", record["url"]
    yield "N1", f"Agency: {record['agency']}" if record["agency"] else ""


def _ris_date(published: str) -> str:
    """Year, month and day as far as they are known, and in words what these cannot say.

    >>> _ris_date("2019-01-07"), _ris_date("2012"), _ris_date("2012-01-07/2012-01-09")
    ('2019/01/07/', '2012///', '2012///2012-01-07/2012-01-09')
    """
    if "/" in published:
        return f"{published[:4]}///{published}"
    return "/".join([*published.split("-"), "", "", ""][:4])


def csl(found: Iterable[dict], cover: Cover) -> Iterator[str]:
    """A JSON array of items of the Citation Style Language; the form has no place for a heading."""
    before = "[\n"
    for record in found:
        item = {name: value for name, value in _csl_item(record).items() if value}
        yield before + json.dumps(item, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _csl_item(record: dict) -> dict:
    return {
        "id": f"article{record['id']}",
        "type": "article-newspaper",
        "title": record["title"],
        "author": [{"literal": record["byline"]}] if record["byline"] else None,
        "container-title": record["publisher"],
        "issued": {"date-parts": _date_parts(record["published"])} if record["published"] else None,
        "abstract": record["standfirst"],
        "language": record["language"],
        "URL": record["url"],
        "note": f"Agency: {record['agency']}" if record["agency"] else None,
    }


def _date_parts(published: str) -> list[list[int]]:
    """The parts that are known of the day, or of the first and the last day.

    >>> _date_parts("2019-01"), _date_parts("2019-01-07/2019-01-09")
    ([[2019, 1]], [[2019, 1, 7], [2019, 1, 9]])
    """
    return [[int(part) for part in day.split("-")] for day in published.split("/")]


def _one_line(text: str) -> str:
    return CONTROL.sub(" ", text).strip()
