"""Web addresses in the one form under which the archive knows a page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

LONGEST = 2000  # letters; what is longer is no address of an article
SCHEMES = ("http", "https")
PORTS = {"http": 80, "https": 443}
TRACKING = re.compile(
    r"utm_\w+|ga_\w+|at_(?:medium|campaign|custom\d|link\w*|ptr\w*|bbc\w*|format)|mc_[ce]id|pk_\w+|mtm_\w+|piwik_\w+"
    r"|fb_\w+|fbclid|gclid|gclsrc|dclid|yclid|msclkid|twclid|ttclid|igshid|igsh|wt_?mc\w*|wtmc|cmpid|cmp|cid|icid"
    r"|ncid|ocid|smid|smtyp|partner|taid|xtor|ns_\w+|maca|ref|ref_src|ref_url|referrer|referer|spm|soc_\w+|sr_share"
    r"|__twitter_impression|_ga|_gl|_hs(?:enc|mi)|hsctatracking|mkt_tok|campaign(?:_id)?|feature|output|outputtype"
    r"|amp|amp_js_v|usqp|share|shared?id|s_cid|social|sref|traffic_source|via|view|print|printable",
    re.I,
)
SESSION = re.compile(r"(?:php|asp|j)?sess(?:ion)?_?id|phpsessid|aspsessionid\w*|sid|s_id|cftoken|cfid", re.I)
ONLY_WITH = {  # parameters that are an article's own elsewhere, and what they look like when they are not
    "amp": re.compile(r"(?:1|true|html|)$", re.I),
    "output": re.compile(r"amp\w*$", re.I),
    "outputtype": re.compile(r"amp\w*$", re.I),
    "view": re.compile(r"(?:print|amp|mobile)$", re.I),
    "print": re.compile(r"(?:1|true|yes|)$", re.I),
    "sid": re.compile(r"[0-9a-f]{16,}$", re.I),
    "cid": re.compile(r"(?:\D.*)?$|.{24,}$"),
}
SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.I)
AMP_HOST = re.compile(r"^(?:amp|m-amp)\.(?=[^.]+\.[^.]+)")
AMP_PATH = re.compile(
    r"(?:/amp|\.amp(?=\.html$)|(?<=\.)amp\.(?=html$)|/amp(?=\.html$))/?$|\.amp(?=\.html$)", re.I
)
AMP_CACHE = re.compile(
    r"^https?://(?:www\.google\.[a-z.]+/amp/|[\w-]+\.cdn\.ampproject\.org/[cv]/)(s/)?", re.I
)


def canonical(url: str, base: str = "") -> str:
    """The address without tracking parameters, AMP, session ids and fragment; empty where it is none.

    >>> canonical("HTTPS://www.Example.org:443/a/amp/?utm_source=x&id=7#top")
    'https://www.example.org/a?id=7'
    """
    url = "".join(url.split())[: LONGEST + 1]
    try:
        url = _out_of_cache(urljoin(base, url) if base else url)
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in SCHEMES or not _is_host(host) or len(url) > LONGEST:
        return ""
    place = AMP_HOST.sub("www.", host) + (f":{port}" if port not in (None, PORTS[scheme]) else "")
    return urlunsplit((scheme, place, _path(parts.path), _query(parts.query), ""))


def is_home(url: str) -> bool:
    """Whether an address is a site's first page and not an article's."""
    parts = urlsplit(url)
    return parts.path.strip("/").lower() in ("", "index.html", "index.php", "home") and not parts.query


def _is_host(host: str) -> bool:
    return "." in host and not host.startswith(".") and len(host) <= 253


def _out_of_cache(url: str) -> str:
    """The publisher's own address of a page that a search engine's cache served."""
    found = AMP_CACHE.match(url)
    return ("https://" if found[1] else "http://") + url[found.end() :] if found else url


def _path(path: str) -> str:
    path = SESSION_IN_PATH.sub("", path) or "/"
    path = re.sub(r"/{2,}", "/", path)
    bare = AMP_PATH.sub("", path) or "/"
    return quote(
        unquote(bare, errors="surrogateescape"), safe="/:@!$&'()*+,;=~-._%", errors="surrogateescape"
    )


def _query(query: str) -> str:
    kept = [
        (name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not _passing(name, value)
    ]
    return urlencode(kept)


def _passing(name: str, value: str) -> bool:
    """Whether a parameter says how somebody came to the page, and not which page it is."""
    if name.lower() in ONLY_WITH:
        return bool(ONLY_WITH[name.lower()].match(value))
    return bool(TRACKING.fullmatch(name) or SESSION.fullmatch(name))
