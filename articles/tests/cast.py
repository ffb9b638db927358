"""The shared cast: a small archive of made-up articles that every test may rely on.

| article    | published  | source        | people          | countries     |
|------------|------------|---------------|-----------------|---------------|
| talks      | 2019-01-07 | Daily Courier | Amiri, Lind     | Iran, Norway  |
| sanctions  | 2019-01    | Daily Courier | Amiri           | Iran          |
| oil        | 2018-11-20 | Harbour Post  | (Lind rejected) | Norway, Iran  |
| fishing    | 2012       | Harbour Post  | Lind            | Norway        |
| festival   | unknown    | none          | none            | none          |
| persian    | 2019-02-03 | none          | Amiri           | Iran          |
"""

from dataclasses import dataclass
from types import SimpleNamespace

from articles.models import Actor, ActorName, Article, Mention, Original, Source
from articles.names import key
from articles.periods import Period

TALKS_BODY = """\
Norwegian mediators invited both sides to nuclear talks in Oslo, Foreign Minister Karin Lind said on Monday.

Hamid Amiri, who leads the Iranian delegation, said sanctions must end before the talks begin. "We will not \
talk under pressure," Amiri told reporters.

The Nordic Council welcomed the plan."""

SANCTIONS_BODY = """\
Sanctions on Iran were tightened again this month. Hamid Amiri called them illegal.

Traders in Tehran expect prices to rise."""

OIL_BODY = """\
Norway and Iran agreed on the sale of drilling equipment. Oil prices fell by two per cent.

No minister talked to the press."""

FISHING_BODY = """\
Norway's fishing fleet had a good year. Karin Lind, then a local councillor, praised the crews."""

FESTIVAL_BODY = """\
Thousands danced in the rain at the harbour festival. Nobody talked of politics."""

PERSIAN_BODY = """\
حمید امیری در تهران گفت که مذاکرات هسته‌ای ادامه دارد."""


@dataclass(frozen=True)
class Part:
    """One article of the cast; `mentions` maps an actor's name in the cast to the words that stand for it."""

    title: str
    body: str
    published: str | None
    source: str | None
    mentions: dict
    standfirst: str = ""
    byline: str = ""
    dateline: str = ""
    agency: str | None = None
    language: str = "en"
    rejected: tuple = ()


PARTS = {
    "talks": Part(
        "Norway offers to host nuclear talks",
        TALKS_BODY,
        "2019-01-07",
        "Daily Courier",
        {
            "amiri": ["Hamid Amiri", "Amiri told"],
            "lind": ["Karin Lind"],
            "iran": ["Iranian"],
            "norway": ["Norwegian"],
            "council": ["Nordic Council"],
        },
        standfirst="Both sides are invited to Oslo in spring.",
        byline="Berit Dahl",
        dateline="OSLO",
        agency="Wire Service",
    ),
    "sanctions": Part(
        "Sanctions tightened",
        SANCTIONS_BODY,
        "2019-01",
        "Daily Courier",
        {"amiri": ["Hamid Amiri"], "iran": ["Iran", "Tehran"]},
    ),
    "oil": Part(
        "Oil prices fall after Norway deal",
        OIL_BODY,
        "2018-11-20",
        "Harbour Post",
        {"norway": ["Norway"], "iran": ["Iran"], "lind": ["minister"]},
        rejected=("lind",),
    ),
    "fishing": Part(
        "A good year for the fleet",
        FISHING_BODY,
        "2012",
        "Harbour Post",
        {"norway": ["Norway"], "lind": ["Karin Lind"]},
    ),
    "festival": Part("Dancing in the rain", FESTIVAL_BODY, None, None, {}),
    "persian": Part(
        "مذاکرات هسته‌ای",
        PERSIAN_BODY,
        "2019-02-03",
        None,
        {"amiri": ["حمید امیری"], "iran": ["تهران"]},
        language="fa",
    ),
}

ACTORS = {
    "amiri": ("person", "Hamid Amiri", "", ["Hameed Amiri", "حمید امیری"]),
    "lind": ("person", "Karin Lind", "", ["K. Lind"]),
    "iran": ("country", "Iran", "IR", ["Islamic Republic of Iran", "Iranian"]),
    "norway": ("country", "Norway", "NO", ["Kingdom of Norway", "Norwegian"]),
    "council": ("organisation", "Nordic Council", "", []),
}


def make_actor(kind, name, code="", spellings=(), status="confirmed"):
    """An actor with its spellings; its slug is its name in lower case, joined by hyphens."""
    slug = name.lower().replace(" ", "-")
    actor = Actor.objects.create(kind=kind, name=name, code=code, slug=slug, status=status)
    for spelling in [name, *spellings]:
        ActorName.objects.create(actor=actor, name=spelling, key=key(spelling))
    return actor


def make_source(name):
    """The source of that name, made when missing."""
    return Source.objects.get_or_create(name=name, defaults={"slug": name.lower().replace(" ", "-")})[0]


def make_mention(article, actor, words, status="found"):
    """A mention with the spans at which the words stand in the article's body."""
    starts = [(article.body.index(part), part) for part in words]
    spans = [[start, start + len(part)] for start, part in starts]
    return Mention.objects.create(
        article=article, actor=actor, spans=spans, rule="known name", confidence=0.95, status=status
    )


def make_article(part, actors=None, name="made"):
    """The stored article of one part, with its original and its mentions."""
    published = part.published and Period.parse(part.published)
    article = Article.objects.create(
        title=part.title,
        standfirst=part.standfirst,
        body=part.body,
        byline=part.byline,
        dateline=part.dateline,
        language=part.language,
        source=part.source and make_source(part.source),
        agency=part.agency and make_source(part.agency),
        published=published and (published.first, published.after),
        findings={"title": [{"value": part.title, "rule": "first line", "confidence": 0.9}]},
    )
    text = f"{part.title}\n\n{part.body}"
    sha256 = f"{article.pk:064x}"
    Original.objects.create(
        article=article, path=f"cast/{name}.txt", text=text, sha256=sha256, encoding="utf-8"
    )
    for who, words in part.mentions.items():
        status = "rejected" if who in part.rejected else "found"
        make_mention(article, actors[who], words, status)
    return article


def make_cast():
    """The whole cast, by name: articles (talks, oil …) and actors (amiri, iran …)."""
    actors = {who: make_actor(*described) for who, described in ACTORS.items()}
    articles = {name: make_article(part, actors, name) for name, part in PARTS.items()}
    everything = Article.objects.order_by("pk")
    return SimpleNamespace(**actors, **{name: everything.get(pk=a.pk) for name, a in articles.items()})
