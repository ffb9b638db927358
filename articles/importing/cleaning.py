"""One form of text: bytes → characters → tidy lines that know where they stand in the original."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from articles.importing.alphabets import encoding_of
from articles.importing.draft import Unreadable

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
PROBE = 8192  # bytes that decide between text and binary
MOST_READ = 65_536  # bytes that tell the encoding
CONTROLS = bytes([*range(0x01, 0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
MOST_CONTROLS = 0.02  # of the probed bytes; a page that passed through old software holds a few

MOST_DAMAGE = 0.002  # of the letters; a page in a multi-byte encoding may have one cut in two
AS_BROWSERS = {  # what pages call an encoding → what they mean by it (the WHATWG Encoding Standard)
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb-2312-80"), "gb18030"),
    **dict.fromkeys(("shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks-c-5601-1987", "ksc5601"), "cp949"),
    **dict.fromkeys(("big5", "big-5", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("tis-620", "windows-874", "iso-8859-11"), "cp874"),
}

BLANKS = re.compile(r"\s+")
ASCII = r"[\t\n\r\f\x0b -%'-\[\]-~]*+"  # but for & and \
# Past ASCII what is right as it is, and no part of what garbled text looks like.
HARMLESS = "[–—‘’‚“”„•…€£ÁÉÖÜßáãäåæçèéêëìíîñòóôöøùúûü]"
PLAIN = re.compile(f"{ASCII}(?:{HARMLESS}++{ASCII})*+")  # never tried in another way: texts may be hostile
MARKS = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffc]+")
JOINERS = re.compile("[\u200c\u200d]+")
JOINED_SCRIPTS = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u18af\U0001f000-\U0001faff\u2640-\u27bf]"
)
UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]+")
ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}\d{0,2}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
ESCAPED = re.compile(r"\\+([/*])")  # as JSON and Markdown write a slash and an asterisk
GARBLED = re.compile(
    "\u00c3[\u0080-\u00bf\u0152-\u2122]|\u00e2\u20ac|\u00c2[\u00a0-\u00bf]|\u00ef\u00bb\u00bf"
)
MAYBE_GARBLED = re.compile("[\u00c4\u00c5\u00ce\u00cf\u00d0\u00d1\u00d8\u00d9\u00e0\u00e2\u00f0][^\x00-\x7f]")
OFTEN = 3  # one such pair of letters may be right, as in the French “Î ”; many are not


@dataclass(frozen=True, slots=True)
class Line:
    """One tidy line and the characters original[start:end] that it was made from; never empty.

    `gap` counts the empty lines before it.
    """

    text: str
    start: int
    end: int
    gap: int = 0


def decode(content: bytes, declared: str = "") -> tuple[str, str]:
    """The text and the name of its encoding. Line ends stay as they were; NUL becomes U+FFFD.

    `declared` is the encoding that a page or its server names: it is believed where the bytes are not UTF-8
    and fit it. Raises Unreadable for what holds no text: nothing at all, or bytes that are not text.
    """
    if not content.strip():
        raise Unreadable("The file is empty.")
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _without_nul(content[len(mark) :].decode(encoding, "replace")), encoding
    encoding = _shifted(content, declared) or _wide(content[:PROBE]) or "utf-8"
    try:
        return _without_nul(content.decode(encoding)), _checked(encoding, content)
    except UnicodeDecodeError:
        encoding = _checked(_fitting(content, declared) or _guess(content), content)
    return _without_nul(content.decode(encoding, "replace")), encoding


def _shifted(content: bytes, declared: str) -> str:
    """An encoding of seven bits that begins its letters with an escape, which UTF-8 would take for ASCII."""
    return "iso2022_jp" if declared.lower() == "iso-2022-jp" and b"\x1b$" in content else ""


def _fitting(content: bytes, declared: str) -> str:
    """The declared encoding as browsers understand it, if the bytes can be text in it, or an empty text."""
    encoding = AS_BROWSERS.get(declared.lower().replace("_", "-"), declared)
    try:
        text = content.decode(encoding, "replace")
    except (LookupError, ValueError):
        return ""
    damaged = text.count("\ufffd") + len(UNPRINTED.findall(text))
    return encoding if damaged <= MOST_DAMAGE * len(text) and not encoding.startswith("utf") else ""


def _without_nul(text: str) -> str:
    return text.replace("\0", "\ufffd")  # PostgreSQL cannot store NUL


def _checked(encoding: str, content: bytes) -> str:
    """The encoding, if the bytes look like text in it; raises Unreadable otherwise."""
    probe = content[:PROBE]
    if encoding in ("utf-16-le", "utf-16-be"):
        return encoding
    odd = len(probe) - len(probe.translate(None, CONTROLS)) + max(0, probe.count(0) - 8)
    if odd > 8 + MOST_CONTROLS * len(probe):
        raise Unreadable("The file holds binary data, not text.")
    return encoding


def _guess(content: bytes) -> str:
    """The most likely encoding of bytes that are not UTF-8."""
    broken = content.decode("utf-8", "replace").count("\ufffd")
    if broken * 4 <= sum(byte >= 0x80 for byte in content[:PROBE]) and broken < 20:
        return "utf-8"  # a few damaged characters in a text that is UTF-8 otherwise
    if latin := encoding_of(content[:MOST_READ]):
        return latin
    from charset_normalizer import from_bytes  # slow to load, seldom needed

    best = from_bytes(content[:MOST_READ], cp_isolation=LIKELY_ENCODINGS).best()
    if best is None or "cp1252" in best.could_be_from_charset:
        return "cp1252"
    return best.encoding


LIKELY_ENCODINGS = """cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 iso8859_2 iso8859_5 iso8859_6
    iso8859_7 iso8859_9 iso8859_15 koi8_r koi8_u mac_cyrillic mac_greek mac_roman cp437 cp737 cp850 cp866
    gb18030 big5 shift_jis euc_jp euc_kr cp949 tis_620""".split()


def _wide(probe: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    half = len(probe) // 2
    if half < 2 or 0 not in probe:
        return None
    for encoding, zeros in (("utf-16-le", probe[1::2]), ("utf-16-be", probe[0::2])):
        if zeros.count(0) > 0.4 * half and (probe.count(0) - zeros.count(0)) < 0.05 * half:
            return encoding
    return None


def clean(text: str) -> list[Line]:
    """The tidy lines of a decoded text, empty ones left out."""
    return list(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    start, gap = 0, 0
    repair = is_garbled(text)
    for printed in text.splitlines(keepends=True):
        cleaned = tidy(printed, repair)
        if cleaned:
            indent = len(printed) - len(printed.lstrip())
            yield Line(cleaned, start + indent, start + len(printed.rstrip()), gap)
            gap = 0
        else:
            gap += 1
        start += len(printed)


def is_garbled(text: str) -> bool:
    """Whether a text looks like UTF-8 that was read as another encoding: "cafÃ©"."""
    if text.isascii():
        return False
    return bool(GARBLED.search(text)) or len(MAYBE_GARBLED.findall(text)) >= OFTEN


def tidy(text: str, repair: bool | None = None) -> str:
    """The text on one line: single spaces, composed letters, nothing invisible, no mojibake.

    Curly quotes stay curly. `repair`: whether the text is garbled; None has this line judged by itself.

    >>> tidy("Soft\\u00adware\\u00a0 makers\\t &amp; co")
    'Software makers & co'
    """
    if repair or not PLAIN.fullmatch(text):
        text = _mended(text, repair)
    return " ".join(text.split())


def _mended(text: str, repair: bool | None) -> str:
    text = ESCAPED.sub(r"\1", ENTITY.sub(_character, text))
    if not repair and PLAIN.fullmatch(text):
        return text
    if is_garbled(text) if repair is None else repair:
        text = _repaired(text)
    text = MARKS.sub("", UNPRINTED.sub("", BLANKS.sub(" ", text)))
    if ("\u200c" in text or "\u200d" in text) and not JOINED_SCRIPTS.search(text):
        text = JOINERS.sub("", text)
    return unicodedata.normalize("NFC", text)


def _character(match: re.Match) -> str:
    character = html.unescape(match[0])
    return match[0] if character == "\0" or "\ud800" <= character <= "\udfff" else character


def _repaired(text: str) -> str:
    """The text with UTF-8 that was read as another encoding put right, and nothing else changed."""
    from ftfy import TextFixerConfig, fix_encoding  # slow to load, seldom needed

    plain = TextFixerConfig(uncurl_quotes=False, unescape_html=False, explain=False)
    return fix_encoding(text, plain)
