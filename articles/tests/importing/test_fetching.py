"""An address is fetched with care: the public web only, few redirects, not too much, not for too long."""

import io

import pytest

from articles.importing.draft import Unreadable
from articles.importing.readers import limits
from articles.importing.readers.fetching import fetch, is_public

HOSTS = {
    "feed.example": ["93.184.215.14"],
    "inside.example": ["10.0.0.7"],
    "both.example": ["93.184.215.14", "::1"],
}


class Server:
    """A socket whose other end answers as it was told to; keeps who was asked for what."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def connect(self, address, port, seconds):
        self.asked.append((address, port))
        return self

    def sendall(self, request):
        self.asked.append(request.split(b"\r\n")[0].decode())

    def makefile(self, mode):
        return io.BytesIO(self.answers.pop(0))

    def close(self):
        pass


def answer(content=b"text", status="200 OK", **headers):
    lines = [
        f"HTTP/1.1 {status}",
        *(f"{name}: {value}" for name, value in headers.items()),
        "Connection: close",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def fetched(address, *answers, clock=lambda: 0.0):
    server = Server(*answers)
    return fetch(address, resolve=lambda host, port: HOSTS[host], connect=server.connect, clock=clock), server


def test_it_fetches_from_the_address_that_it_checked():
    content, server = fetched("http://feed.example/rss?a=1#b", answer(b"<rss>"))
    assert content == b"<rss>"
    assert server.asked == [("93.184.215.14", 80), "GET /rss?a=1 HTTP/1.1"]


def test_it_follows_a_redirect():
    content, server = fetched(
        "http://feed.example/a", answer(status="301 Moved", Location="/b"), answer(b"x")
    )
    assert (content, server.asked[-1]) == (b"x", "GET /b HTTP/1.1")


@pytest.mark.parametrize(
    "address", ["http://inside.example/", "http://both.example/", "http://INSIDE.example:8080/x"]
)
def test_it_reads_no_private_network(address):
    HOSTS["INSIDE.example"] = HOSTS["inside.example"]
    with pytest.raises(Unreadable, match="private network"):
        fetched(address, answer())


@pytest.mark.parametrize("to", ["http://inside.example/", "//inside.example/x"])
def test_it_follows_no_redirect_into_a_private_network(to):
    with pytest.raises(Unreadable, match="private network"):
        fetched("http://feed.example/", answer(status="302 Found", Location=to), answer())


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://feed.example/",
        "http://",
        "http://a:b@feed.example/",
        "http://[x",
        "http://feed.example:99999/",
    ],
)
def test_it_reads_plain_addresses_of_the_web_only(address):
    with pytest.raises(Unreadable):
        fetched(address, answer())


def test_it_follows_few_redirects():
    with pytest.raises(Unreadable, match="more than 5 times"):
        fetched("http://feed.example/", *[answer(status="302 Found", Location="/again")] * 9)


def test_it_reads_only_so_much(monkeypatch):
    monkeypatch.setattr(limits, "LARGEST_FEED", 1_000_000)
    with pytest.raises(Unreadable, match="larger than 1 MB"):
        fetched("http://feed.example/", answer(b"x" * 1_200_000))


def test_it_waits_only_so_long():
    seconds = iter(range(0, 10_000, 20))
    with pytest.raises(Unreadable, match="longer than 30 seconds"):
        fetched("http://feed.example/", answer(b"x" * 300_000), clock=lambda: next(seconds))


@pytest.mark.parametrize(
    "broken",
    [b"", b"rubbish\r\n\r\n", answer(status="500 Broken"), b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 500],
)
def test_an_answer_that_is_none_is_a_reason(broken):
    with pytest.raises(Unreadable):
        fetched("http://feed.example/", broken)


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1
    255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1
    2002:7f00:1:: 64:ff9b::7f00:1 nonsense""".split(),
)
def test_it_knows_what_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"]
)
def test_it_knows_what_is_public(address):
    assert is_public(address)
