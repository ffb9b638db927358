import pytest

from articles import evidence
from articles.models import Article, Original


def finding(value, confidence=0.9, **more):
    return {"value": value, "rule": "a rule", "confidence": confidence, "evidence": "said so", **more}


def fact(article, field):
    return next((fact for fact in evidence.facts(article) if fact.field == field), None)


def test_it_tells_which_finding_gave_the_value_and_what_else_was_found():
    article = Article(byline="Ann", findings={"byline": [finding("Ann"), finding("Bob", 0.4)]})
    assert fact(article, "byline").reason.value == "Ann"
    assert [other.value for other in fact(article, "byline").others] == ["Bob"]


def test_it_gives_no_finding_as_the_reason_for_what_an_editor_set():
    article = Article(byline="Cid", edited_fields=["byline"], findings={"byline": [finding("Ann")]})
    told = fact(article, "byline")
    assert told.edited
    assert told.reason is None
    assert [other.value for other in told.others] == ["Ann"]


def test_it_keeps_what_was_too_unsure_to_become_the_value():
    told = fact(Article(findings={"byline": [finding("Ann", 0.1)]}), "byline")
    assert (told.value, told.reason, len(told.others)) == ("", None, 1)


def test_it_always_says_when_and_where_it_appeared_and_leaves_out_what_nobody_knows():
    for article in (Article(), Article(title="Talks", body="Text.")):
        assert [told.field for told in evidence.facts(article)] == ["published", "source"]


@pytest.mark.parametrize(
    "stored",
    [
        [],
        "text",
        {"byline": "Ann"},
        {"byline": ["Ann", None, 7]},
        {"byline": [{"value": 7, "confidence": 1}, {"value": "Ann"}, {"value": "Ann", "confidence": "high"}]},
    ],
)
def test_it_ignores_findings_of_unexpected_shape(stored):
    assert fact(Article(byline="Ann", findings=stored), "byline").reason is None


def test_it_lists_what_was_left_out_and_ignores_impossible_cuts():
    cuts = [
        {"start": 4, "end": 9, "rule": "a caption"},
        {"start": 0, "end": 4, "rule": "a blank"},
        {"start": 5, "end": 500, "rule": "beyond the end"},
        {"start": "1", "end": 2},
        "nonsense",
    ]
    original = Original(text="    Photo of a house", cuts=cuts)
    assert [(passage.text, passage.rule) for passage in evidence.left_out([original])] == [
        ("Photo", "a caption")
    ]
    assert evidence.left_out([Original(text="text", cuts={"odd": 1})]) == []


def test_it_joins_neighbouring_cuts_by_one_rule():
    cuts = [
        {"start": start, "end": start + 3, "rule": rule} for start, rule in ((0, "a"), (5, "a"), (8, "b"))
    ]
    left_out = evidence.left_out([Original(text="one\n\ntwosix", cuts=cuts)])
    assert [passage.text for passage in left_out] == ["one\n\ntwo", "six"]


def test_it_marks_where_values_stand_in_the_original():
    article = Article(
        findings={"title": [finding("Talks", start=0, end=5)], "url": [finding("x", start=3, end=99)]}
    )
    original = Original(text="Talks\n\nMenu", cuts=[{"start": 7, "end": 11, "rule": "a menu"}])
    told, _gap, cut = (run for piece in evidence.marked(original, article) for run in piece.runs)
    assert [mark.about for mark in told.marks] == ["Headline"]
    assert cut.text == "Menu"
    assert [piece.about for piece in evidence.marked(original, None)] == [None, "a menu"]
