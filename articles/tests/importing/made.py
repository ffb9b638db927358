"""Inputs as crawlers, databases and strangers write them, made for the tests."""

import gzip
import io
import json
import tarfile
import zipfile
from datetime import UTC, datetime

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

STORY = (
    "The harbour of Oslo will be dredged for the first time in forty years, Mayor Hamid Amiri told reporters."
    "\n\nFishermen welcomed the plan. They had waited a long time for deeper water, and many had left.\n"
)
PAGE = f"<!DOCTYPE html><html><head><title>Harbour</title></head><body><p>{STORY}</p></body></html>".encode()
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>The Valley Post</title><language>en-GB</language>
<item><title>Harbour to be dredged</title><link>https://valley.example/1</link><guid>post-1</guid>
<pubDate>Mon, 07 Jan 2019 23:30:00 -0500</pubDate><author>ann@valley.org (Ann Lee)</author>
<description>
&lt;p&gt;It will be &lt;b&gt;dredged&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Work begins.&lt;/p&gt;</description>
</item>
<item><title>Ferry returns</title><link>https://valley.example/2</link><description>It is back.</description>
</item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Valley Post</title>
<entry><title>Harbour</title><id>tag:valley.example,2019:1</id><link href="https://valley.example/1"/>
<published>2019-01-07T23:30:00-05:00</published><updated>2019-02-01T00:00:00Z</updated>
<author><name>Ann Lee</name></author><summary>Short.</summary>
<content type="html">&lt;p&gt;The harbour of Oslo will be dredged at last.&lt;/p&gt;</content></entry>
</feed>"""


def zipped(members, **options):
    """A zip of {name: bytes}."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def tarred(members, mode="w"):
    """A tar of {name: bytes}, or of {name: TarInfo} for what is no file."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        for name, content in members.items():
            info = content if isinstance(content, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.name, info.size = name, 0 if info is content else len(content)
            archive.addfile(info, None if info is content else io.BytesIO(content))
    return file.getvalue()


def link(target, kind=tarfile.SYMTYPE):
    """A link for tarred()."""
    info = tarfile.TarInfo()
    info.type, info.linkname = kind, target
    return info


def jsonl(*records):
    """One record a line."""
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def crawl(*answers, packed=False):
    """A WARC of (url, status, content type, content, headers…) answers, behind the crawl's own note."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "tests"}))
    for url, status, media, content, *headers in answers:
        said = StatusAndHeaders(status, [("Content-Type", media), *headers], protocol="HTTP/1.1")
        day = datetime(2019, 1, 7, 12, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(content),
            http_headers=said,
            warc_headers_dict={"WARC-Date": day},
        )
        writer.write_record(record)
        record.raw_stream.close()
    return file.getvalue()


def bomb(size=40_000_000):
    """Zeros that pack to a thousandth."""
    return gzip.compress(b"\0" * size)
