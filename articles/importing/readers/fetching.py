"""Feeds and pages of the public web, fetched with care: an address may lead nowhere else."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from urllib.parse import SplitResult, urljoin, urlsplit

from articles.importing.draft import Unreadable
from articles.importing.readers import limits

SCHEMES = ("http", "https")
REDIRECTS = (301, 302, 303, 307, 308)
AGENT = "newsarchive (an archive of news articles; reads feeds)"
LOT = 65_536  # bytes at a time

Resolve = Callable[[str, int], list[str]]
Connect = Callable[[str, int, float], socket.socket]


def is_address(text: str) -> bool:
    """Whether this names something on the web and not a file."""
    return text.lower().startswith(("http://", "https://"))


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as its name server gives them."""
    return [found[4][0] for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def connect(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to an address that was checked."""
    return socket.create_connection((address, port), timeout=seconds)


def fetch(
    address: str,
    *,
    resolve: Resolve = resolve,
    connect: Connect = connect,
    clock: Callable[[], float] = time.monotonic,
) -> bytes:
    """What lies at an address of the public web; raises Unreadable where nothing does, or may be read."""
    until = clock() + limits.FETCH_SECONDS
    for _ in range(limits.MOST_REDIRECTS + 1):
        parts = _checked(address)
        connection = _connection(parts, resolve, connect)
        try:
            answer = _answer(connection, parts)
            if answer.status not in REDIRECTS:
                return _content(answer, until, clock)
            address = urljoin(address, answer.headers.get("Location", ""))
        except (OSError, http.client.HTTPException) as problem:
            raise Unreadable(
                f"The server cannot be read: {str(problem) or type(problem).__name__}."
            ) from None
        finally:
            connection.close()
        if clock() > until:
            break
    raise Unreadable(f"The address leads on more than {limits.MOST_REDIRECTS} times, or takes too long.")


def _checked(address: str) -> SplitResult:
    """The parts of an address; raises Unreadable for one that is not a plain one of the web."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise Unreadable("This is no address.") from None
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise Unreadable("Only addresses that begin with http:// or https:// are read.")
    if parts.username or parts.password:
        raise Unreadable("An address with a password is not read.")
    return parts


def _connection(parts: SplitResult, resolve: Resolve, connect: Connect) -> http.client.HTTPConnection:
    """A connection to the first public address of the host, and to no other than the one that was checked."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = resolve(parts.hostname, port)
        private = [address for address in found if not is_public(address)]
        if private or not found:
            raise Unreadable("The address leads into a private network, which is not read.")
        sock = connect(found[0], port, limits.FETCH_PAUSE)
        if parts.scheme == "https":
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=parts.hostname)
    except (OSError, UnicodeError) as problem:
        raise Unreadable(f"The server {parts.hostname} cannot be reached: {problem}.") from None
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=limits.FETCH_PAUSE)
    connection.sock = sock
    return connection


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet, whatever it is wrapped in.

    >>> is_public("93.184.215.14"), is_public("::ffff:10.0.0.1"), is_public("169.254.169.254")
    (True, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast and not each.is_reserved for each in _meant(ip))


NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _meant(ip) -> Iterator[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """The address, and what it stands for where one lies within the other."""
    inner = None
    if ip.version == 6:
        teredo = ip.teredo
        inner = ip.ipv4_mapped or ip.sixtofour or (teredo and teredo[1])
        if ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if inner is None or not ip.ipv4_mapped:
        yield ip
    if inner is not None:
        yield inner


def _answer(connection: http.client.HTTPConnection, parts: SplitResult) -> http.client.HTTPResponse:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity", "Connection": "close"}
    connection.request("GET", path.replace(" ", "%20"), headers=headers)
    return connection.getresponse()


def _content(answer: http.client.HTTPResponse, until: float, clock: Callable[[], float]) -> bytes:
    if answer.status != 200:
        raise Unreadable(f"The server answered {answer.status} {answer.reason}.")
    content = bytearray()
    while lot := answer.read1(LOT):
        content += lot
        if len(content) > limits.LARGEST_FEED:
            raise Unreadable(f"The answer is larger than {limits.LARGEST_FEED // 1_000_000} MB.")
        if clock() > until:
            raise Unreadable(f"The answer takes longer than {limits.FETCH_SECONDS} seconds.")
    return bytes(content)
