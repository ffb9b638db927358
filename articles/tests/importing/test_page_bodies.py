"""What of a page is its story: paragraphs as browsers show them, no readers' words, no other headlines."""

import pytest

from articles.importing.draft import Unreadable
from articles.importing.pages import mending
from articles.tests.importing.test_pages import STORY, page, read


def body(*below, story=STORY, above=""):
    """The story's text of a page with this markup below it."""
    return read(
        page(body=above, story=story).replace(b"</article>", "".join(below).encode() + b"</article>")
    ).body


def test_lines_at_which_only_the_markup_was_wrapped_are_one_paragraph():
    wrapped = [text.replace(" on Monday", "\n      <a href='/monday'>on\n   Monday</a\n>") for text in STORY]
    assert body(story=wrapped) == "\n\n".join(STORY)


def test_lines_that_are_shown_as_they_are_stay():
    code = "<pre>one <b>line</b>\nanother line of this text, as it is typed</pre>"
    told = body(story=[*STORY[:2], code, STORY[2]])
    assert "one line\n" in told
    assert "another line of this text, as it is typed" in told


@pytest.mark.parametrize(
    ("text", "unwrapped"),
    [
        ("one\n  two", "one two"),
        ("one\r\ntwo", "one two"),
        ("\n one \n", " one "),
        ("one\n\n two\nthree", "one\n\ntwo three"),
        (" \n\t", " "),
    ],
)
def test_an_empty_line_parts_paragraphs_and_no_other_end_of_a_line(text, unwrapped):
    assert mending._unwrapped(text) == unwrapped


def test_text_beside_a_box_within_a_paragraph_is_kept():
    box = "<div class='related'><ul><li><a href='/1'>The flood of last year</a></li></ul></div>"
    told = body(story=[box + STORY[0].replace("wooden", "<b>wooden</b>"), *STORY[1:]])
    assert told == "\n\n".join(STORY)


@pytest.mark.parametrize("strange", ["\x00", "\x0b", "\ufffe"])
def test_a_character_that_no_markup_may_hold_costs_nothing(strange):
    box = f"<div>box</div>some {strange} loose\n text that is long enough to be a paragraph of its own here"
    told = body(story=[STORY[0].replace(" on ", f" {strange}\n on "), box, *STORY[1:]])
    assert STORY[1] in told
    assert STORY[2] in told


COMMENT = "<p>It is high time that somebody did something about this bridge, says a neighbour of mine.</p>"


@pytest.mark.parametrize(
    "comments",
    [
        f'<div id="comment-12">{COMMENT}</div>',
        f'<li id="sf_comment_1073324">{COMMENT}</li>',
        f'<div class="x_comment_text">{COMMENT}</div><div class="x_comment_text">{COMMENT}</div>',
    ],
)
def test_what_readers_say_is_not_the_story(comments):
    assert body(comments) == "\n\n".join(STORY)


@pytest.mark.parametrize(
    "opening", ['<div class="comment-body">', '<div id="comment-12"><h1>Why we need the bridge</h1>']
)
def test_a_comment_of_the_paper_is_a_story(opening):
    told = (
        page()
        .replace(b"<article>", f"<article>{opening}".encode())
        .replace(b"</article>", b"</div></article>")
    )
    assert read(told).body == "\n\n".join(STORY)


def link(text, beside=""):
    return f'<h3><a href="/{len(text)}">{text}</a></h3>' + (f"<p>{beside}</p>" if beside else "")


OTHERS = [
    link("A ferry for the other side of the stream", "The old one sank in the same flood."),
    link("Children swim to school", "Teachers are worried about the winter."),
    link("Who built the first bridge and why", "A walk through the archive of the town."),
]


def test_headlines_of_others_with_their_summaries_are_no_part_of_it():
    assert body("<p>Deep Dive</p>", *OTHERS, story=STORY * 3) == "\n\n".join(STORY * 3)


def test_a_list_of_headlines_is_no_part_of_it():
    items = ["The long way <a href='/1'>round the mill</a>", "<a href='/2'>Floods of the century</a>"]
    listed = "".join(f"<li>{item}</li>" for item in [*items, "What a bridge <a href='/3'>costs today</a>"])
    assert body(f"<h3>More from the Daily</h3><ul>{listed}</ul>", story=STORY * 3) == "\n\n".join(STORY * 3)


def test_a_story_told_in_links_is_kept():
    told = body(*OTHERS, story=STORY[:1])
    assert "Children swim to school" in told
    assert "Teachers are worried" in told


def test_two_links_are_no_list():
    assert "Children swim to school" in body(*OTHERS[:2], story=STORY * 3)


def test_a_piece_of_a_page_has_a_headline_too():
    paragraphs = "".join(f"<p>{text}</p>" for text in STORY)
    piece = read(f"<div><h2>Bridge to be rebuilt</h2>{paragraphs}</div>".encode())
    assert piece.findings["title"][0].value == "Bridge to be rebuilt"
    assert piece.body == "\n\n".join(STORY)


@pytest.mark.parametrize(
    "strange", ["\x1d", "\x01\x02", "\x7f", "\ufffe", "\uffff", "&#1;", "&#xD800;", "&#x1d;", "&#029"]
)
@pytest.mark.parametrize("words", [30, 4])
def test_characters_that_no_tree_may_hold_cost_no_page(strange, words):
    text = "The council has decided to build a bridge. " * words
    content = f"<html><body><div><p>{strange}{text}{strange}</p><div>More</div></div></body></html>".encode()
    assert text.strip() in read(content).body


def test_the_library_may_fail_on_strange_markup(monkeypatch):
    def fail(*_args, **_options):
        raise ValueError("strange markup")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    assert "The town council" in body()
    monkeypatch.setattr("trafilatura.baseline", fail)
    assert "The town council" in body()
    with pytest.raises(Unreadable):
        read(b"<html><body><p>The council has decided to build a bridge.</p></body></html>")


@pytest.mark.parametrize("times", [2, 6])
def test_a_story_behind_a_name_and_a_picture_is_told_from_the_menus(times):
    menu = "".join(f"<li><a href='/{n}'>Topic {n}</a></li>" for n in range(90))
    story = "<strong>Mill Stream</strong><br><br><div class='photo'><img src='a.jpg'></div>"
    story += "<br><br>".join(STORY * times)
    text = f"<ul>{menu}</ul><div class='article_txt'>{story}</div><ul>{menu}</ul>"
    told = read(f"<html><body>{text}</body></html>".encode()).body
    assert told == "\n\n".join(["Mill Stream", *STORY * times])


def test_a_form_around_a_whole_page_is_looked_into():
    menu = "".join(f"<li><a href='/{n}'>Topic {n}</a></li>" for n in range(20))
    text = f"<ul>{menu}</ul><div><p>{'</p><p>'.join(STORY)}</p></div>"
    page = f"<html><body><form action='/default.aspx'>{text}</form></body></html>"
    assert read(page.encode()).body == "\n\n".join(STORY)


def test_a_form_beside_the_story_is_none_of_it():
    asked = "<label>Tell us what you think of this story, and we may print it in the paper next week.</label>"
    assert body(f"<form><p>Write to us.</p>{asked}<input><button>Send</button></form>") == "\n\n".join(STORY)


SUMMARY = "A wooden bridge over the mill stream is to be rebuilt in spring, four months after it was lost."


@pytest.mark.parametrize(
    ("printed", "stays"),
    [
        ("<p class='lead'>{}</p>", False),
        ("<h2>{}</h2>", False),
        ("<p>{}</p>", True),
        ("<p>BERGEN, Norway (AP) — {}</p>", True),
    ],
)
def test_a_first_paragraph_that_is_the_summary_too_stays_in_the_story(printed, stays):
    head = f'<title>Bridge</title><meta name="description" content="{SUMMARY}">'
    above = "<h1>The bridge is to be rebuilt</h1>" + printed.format(SUMMARY)
    reading = read(page(head, above))
    assert reading.body.startswith(SUMMARY) is stays
    assert [one.value for one in reading.findings.get("standfirst", ())] == ([] if stays else [SUMMARY])


def test_a_word_in_brackets_at_the_end_is_no_credit():
    told = body(
        story=[
            STORY[0],
            "Kein Thema ist so umstritten wie dieses: die elektronische Patientenakte (ePA)",
            *STORY[1:],
        ]
    )
    assert "(ePA)" in told


@pytest.mark.parametrize(
    "below",
    [
        "<p>この記事は会員限定です。</p><ul><li>会員向け記事が読み放題</li></ul><h3>関連キーワード</h3><p>水車、橋</p>",
        "<p>为您推荐</p><ul><li>河谷的渡船又开了</li><li>新面包店开张</li></ul>",
        "<p>많이 본 뉴스</p><ul><li>다리 공사 시작</li></ul>",
    ],
)
def test_what_stands_below_a_story_is_told_in_japanese_chinese_and_korean_too(below):
    assert body(below) == "\n\n".join(STORY)
