"""One form of an address: what is taken away, and what stays because it names the page."""

import pytest

from articles.importing.addresses import canonical, is_home


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        ("https://a.example.org/story?utm_source=x&utm_medium=y", "https://a.example.org/story"),
        ("https://a.example.org/story?id=7&fbclid=abc&page=2", "https://a.example.org/story?id=7&page=2"),
        ("HTTP://A.Example.org:80/story#comments", "http://a.example.org/story"),
        ("https://a.example.org/story/amp/", "https://a.example.org/story"),
        ("https://a.example.org/story.amp.html", "https://a.example.org/story.html"),
        ("https://amp.example.org/story", "https://www.example.org/story"),
        ("https://www.google.com/amp/s/a.example.org/story/amp", "https://a.example.org/story"),
        ("https://a-example-org.cdn.ampproject.org/c/s/a.example.org/story", "https://a.example.org/story"),
        ("https://a.example.org/story;jsessionid=1F2E?x=1", "https://a.example.org/story?x=1"),
        ("https://a.example.org/story?PHPSESSID=0123456789abcdef", "https://a.example.org/story"),
        ("https://a.example.org/news?sid=88", "https://a.example.org/news?sid=88"),
        ("https://a.example.org/r%C3%A9sum%C3%A9", "https://a.example.org/r%C3%A9sum%C3%A9"),
        ("https://a.example.org/résumé", "https://a.example.org/r%C3%A9sum%C3%A9"),
        ("https://a.example.org/amplifier", "https://a.example.org/amplifier"),
        ("mailto:ann@example.org", ""),
        ("javascript:void(0)", ""),
        ("http://[::1", ""),
        ("http://a.example.org:99999/x", ""),
        ("/story", ""),
        ("", ""),
    ],
)
def test_it_has_one_form(printed, address):
    assert canonical(printed) == address
    assert canonical(address) == address


def test_a_relative_address_needs_a_base():
    assert canonical("/b?x=1", "https://a.example.org/a") == "https://a.example.org/b?x=1"


def test_a_sites_first_page_is_no_articles():
    assert is_home("https://a.example.org/")
    assert is_home("https://a.example.org/index.html")
    assert not is_home("https://a.example.org/?p=7")
