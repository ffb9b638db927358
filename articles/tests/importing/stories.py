"""Made-up news stories by a seeded generator, and what papers and agencies do to a story on its way.

Every story is about an event: a place, three people, an organisation and a matter that all its stories share.
"""

import random
from dataclasses import dataclass


def entries(text):
    """The entries of a list written as running text, with a bar between each two."""
    return [entry.strip() for entry in " ".join(text.split()).split("|") if entry.strip()]


GIVEN = """
    Anton Berit Carla Dmitri Elena Farid Greta Hamid Ines Jonas Karin Leila Marek Nadia Omar Petra Rosa
""".split()
FAMILY = (
    "Amiri Berg Castell Dahl Eriksen Farouk Grabowski Haddad Ivanova Jensen Kovac Lind Moreau Novak".split()
)
PLACES = (
    "Oslo Tehran Bergen Lisbon Cairo Gdansk Tromso Valencia Marseille Tbilisi Aleppo Turin Riga Cork".split()
)
ROLES = entries("""
    the mayor | the minister | a spokesman for the harbour | the head of the union |
    the chief engineer | a professor of economics | the leader of the opposition |
    an official of the ministry | the director
""")
BODIES = entries("""
    the harbour board | the national bank | the water company | the teachers' union | the railway |
    the fishing council | the energy agency | the city parliament | the hospital trust |
    the grain exchange
""")
MATTERS = entries("""
    the new bridge | the strike | the price of bread | the flood | the election | the pipeline |
    the closed shipyard | the school reform | the oil spill | the tram line | the drought |
    the bank rescue
""")
OPENINGS = entries("""
    after weeks of quarrel | to the surprise of many | as had been expected |
    in a letter seen by reporters | at a crowded meeting | late in the evening |
    for the second time this year | before an empty chamber | against the advice of lawyers |
    while traders watched | under pressure from the street | without a vote | in spite of heavy rain |
    on the eve of the holiday | with little explanation | amid growing doubts
""")
DOINGS = entries("""
    promised to publish the accounts | refused to answer questions | asked for another month |
    ordered an inquiry | dropped the old plan | sent the papers back | raised the fee by {n} percent |
    set aside {n} million crowns | dismissed {n} workers | opened the gates to the public |
    called in the auditors | signed a contract with {body} | withdrew the complaint |
    counted {n} broken windows | moved {n} families into hotels | closed two of the offices |
    halved the number of inspectors | wrote to every household | blamed the weather and the suppliers |
    praised the work of volunteers | cancelled the ceremony | borrowed {n} million from abroad
""")
REASONS = entries("""
    because the winter stores were nearly empty | since nobody else had wanted the task |
    to calm the markets | so that the work could begin in spring |
    although the law leaves little room | as the costs had doubled |
    because a court in {place} had said so | to keep the promise made {n} months ago |
    in order to save jobs | since the old machines could not be repaired |
    as neighbours had complained of the noise | although experts had warned against it |
    to avoid a longer dispute | because the insurance would not pay
""")
SAYINGS = entries("""
    we have waited long enough | nobody will be left alone with this |
    the figures speak for themselves | it is too early to say who was right | our patience has an end |
    there was never a secret agreement | the people of {place} deserve better |
    I would decide the same way again | mistakes were made on all sides |
    this is a good day for the coast | we shall look at every single case |
    money alone will not mend it | the old rules were written for another time | someone has to begin |
    that is not how friends behave
""")
SCENES = entries("""
    Shops along the main street stayed shut and the market square was quiet. |
    Some residents carried furniture out of their cellars, others simply watched from the balconies. |
    Analysts had reckoned with a fall of {n} percent, and several of them spoke of relief. |
    A small group of pensioners handed out leaflets in front of the town hall. |
    In the port, {n} ships lay at anchor and their crews played cards. |
    Newspapers had reported on the affair for {n} weeks, often with contradicting details. |
    The local radio broke off its programme and read messages from listeners instead. |
    Schoolchildren sang in the station while their parents queued for tickets. |
    Nobody could say when the lifts would work again or who held the keys. |
    Most farmers in the valley have already sold part of their cattle. |
    Engineers measured the cracks again at dawn and found them {n} millimetres wider. |
    The exchange rate hardly moved, and trade ended {n} points higher than the day before. |
    Two museums lent their cellars for the archives that had to be dried. |
    An older survey, never published, had come to nearly the same result.
""")
HEADLINES = (
    "quarrel grows|vote put off|answers wanted|talks begin|a city waits|costs double|doubts remain".split("|")
)
SHAPES = [
    "{who}, {role}, said {opening} that {body} {doing} {reason}.",
    "{Opening}, {body} {doing}, {who} told reporters in {place}.",
    "“{Saying},” said {who}, {role}, when asked about {matter}.",
    "{who} said: “{Saying}, and {saying}.”",
    "{Body} {doing} {reason}, and {opening} it {doing2}.",
    "About {matter}, {role} would only say that {saying}.",
    "{scene} {Opening}, {role} {doing}.",
    "{scene}",
    "According to {who}, {body} {doing} {opening}, {reason}.",
    "It was not clear whether {body}, which {doing} last year, would follow {reason}.",
]
HOUSE = {
    "percent": "per cent",
    "nearly": "almost",
    "said": "told us",
    "only": "just",
    "whether": "if",
    "while": "as",
}
CREDITS = entries("""
    (Reporting by {} in {}; editing by {}) | Additional reporting by {} in {}. {} contributed. |
    {}, {} / {} agency
""")


@dataclass(frozen=True)
class Event:
    """What the stories on one event have in common."""

    place: str
    people: tuple
    body: str
    matter: str


@dataclass(frozen=True)
class Story:
    """A headline and the sentences of each paragraph."""

    title: str
    paragraphs: tuple

    @property
    def text(self):
        return "\n\n".join(" ".join(sentences) for sentences in self.paragraphs)

    @property
    def words(self):
        return _length(self.paragraphs)


class Newsroom:
    """Writes stories and rewrites them; the same seed writes the same."""

    def __init__(self, seed):
        self.dice = random.Random(seed)

    def event(self):
        pick = self.dice.choice
        people = tuple(f"{pick(GIVEN)} {pick(FAMILY)}" for _ in range(3))
        return Event(pick(PLACES), people, pick(BODIES), pick(MATTERS))

    def sentence(self, event):
        pick = self.dice.choice
        facts = {"place": event.place, "matter": event.matter, "body": pick([event.body, pick(BODIES)])}
        words = {"opening": OPENINGS, "doing": DOINGS, "doing2": DOINGS, "reason": REASONS, "saying": SAYINGS}
        words = {name: pick(chosen) for name, chosen in {**words, "scene": SCENES, "role": ROLES}.items()}
        words |= {"who": pick(event.people), **facts}
        words |= {name.capitalize(): word[0].upper() + word[1:] for name, word in words.items()}
        sentence = pick(SHAPES).format(**words)
        while "{" in sentence:
            sentence = sentence.format(n=self.dice.randint(2, 900), **facts)
        return sentence

    def paragraph(self, event):
        return tuple(self.sentence(event) for _ in range(self.dice.randint(1, 3)))

    def story(self, event, paragraphs=None):
        count = paragraphs or self.dice.randint(7, 14)
        title = f"{event.place}: {self.dice.choice(HEADLINES)}"
        return Story(title, tuple(self.paragraph(event) for _ in range(count)))

    # What every paper does to the story of an agency: it stays the same story.

    def other_headline(self, story):
        return Story(self.dice.choice(HEADLINES).capitalize(), story.paragraphs)

    def other_numbers(self, story):
        digits = "".join(self.dice.sample("0123456789", 10))
        return _mapped(story, lambda sentence: sentence.translate(str.maketrans("0123456789", digits)))

    def reordered(self, story):
        middle = list(story.paragraphs[1:])
        self.dice.shuffle(middle)
        return Story(story.title, (story.paragraphs[0], *middle))

    def house_style(self, story):
        """Other spellings of some words, straight quotes, other dashes."""
        kept = dict(self.dice.sample(sorted(HOUSE.items()), 2))
        plain = str.maketrans("“”’", '""\'')
        return _mapped(
            story, lambda text: " ".join(kept.get(word, word) for word in text.translate(plain).split())
        )

    def other_dateline_and_credit(self, story):
        first = (f"{self.dice.choice(PLACES).upper()} —", *story.paragraphs[0])
        names = self.dice.choice(GIVEN), self.dice.choice(PLACES), self.dice.choice(FAMILY)
        credit = self.dice.choice(CREDITS).format(*names)
        return Story(story.title, (first, *story.paragraphs[1:], (credit,)))

    def without_last_sentence(self, story):
        *above, last = story.paragraphs
        return Story(story.title, tuple(filter(None, (*above, last[:-1]))))

    # What makes another version of it.

    def new_lead(self, story, event):
        """The first eighth of the words, or more, told in others."""
        lead, rest = (), list(story.paragraphs)
        while _length(rest) > story.words * 7 / 8:
            rest.pop(0)
        while _length(lead) < story.words / 8:
            lead += (self.paragraph(event),)
        return Story(story.title, (*lead, *rest))

    def cut(self, story):
        """The upper part, from a bit more than a half to six sevenths of the words."""
        kept, most = list(story.paragraphs), story.words * self.dice.uniform(0.62, 0.85)
        while _length(kept) > most:
            kept.pop()
        return Story(story.title, tuple(kept))

    def longer(self, story, event):
        """A fifth of the words, or more, added at the end."""
        added = ()
        while _length(added) < story.words / 5:
            added += (self.paragraph(event),)
        return Story(story.title, story.paragraphs + added)

    # What makes another story of it.

    def other_story(self, story, event):
        """Another story on the event, which repeats a paragraph of the first as its background."""
        return self.with_background(story, event, 1)

    def follow_up(self, story, event):
        """What happened next: the first half is new, nearly half was told before."""
        return self.with_background(story, event, int(len(story.paragraphs) * 0.45))

    def with_background(self, story, event, repeated):
        new = self.story(event, max(4, len(story.paragraphs) - repeated))
        old = self.dice.sample(story.paragraphs[1:], repeated)
        return Story(new.title, (*new.paragraphs, *old))


def _length(paragraphs):
    return sum(len(sentence.split()) for sentences in paragraphs for sentence in sentences)


def _mapped(story, change):
    return Story(story.title, tuple(tuple(change(text) for text in texts) for texts in story.paragraphs))
