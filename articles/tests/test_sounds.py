"""Spellings of one name sound alike, names of different people do not: measured on two lists of our own."""

import doctest
from collections import defaultdict
from pathlib import Path

import pytest

from articles import arabic, names, scripts, sounds
from articles.importing.naming.authority import entries
from articles.sounds import sounding

FOLDER = Path(__file__).parent
SHIPPED = FOLDER.parents[1] / "fixtures" / "authority"
LEAST_PAIRS = 120
FLOORS = {"precision": 0.99, "recall": 0.98}
LEAST_OF_THE_AUTHORITY = 0.7


def pairs(file):
    lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]


def alike(pair):
    one, other = map(sounding, pair)
    return one == other != ""


SAME, DIFFERENT = pairs("same_names.tsv"), pairs("different_names.tsv")


def test_its_examples_hold():
    assert doctest.testmod(sounds).failed == 0
    assert doctest.testmod(scripts).failed == 0
    assert doctest.testmod(arabic).failed == 0


def test_the_lists_are_long_and_hold_every_pair_once():
    assert min(len(SAME), len(DIFFERENT)) >= LEAST_PAIRS
    assert len({frozenset(pair) for pair in [*SAME, *DIFFERENT]}) == len(SAME) + len(DIFFERENT)


def test_it_joins_spellings_and_keeps_people_apart():
    joined = [pair for pair in SAME if alike(pair)]
    mixed = [pair for pair in DIFFERENT if alike(pair)]
    measured = {"precision": len(joined) / (len(joined) + len(mixed)), "recall": len(joined) / len(SAME)}
    told = f"{measured}; mixed: {mixed}; missed: {[pair for pair in SAME if pair not in joined]}"
    assert all(measured[name] >= floor for name, floor in FLOORS.items()), told


def shipped():
    """(name, other spellings) of every person of the authority, only those of two words or more."""
    for entry in entries(SHIPPED):
        if entry.kind == "person":
            spelled = [each.name for each in entry.spellings if len(names.key(each.name).split()) > 1]
            yield entry.name, [name for name in spelled if name != entry.name]


def test_no_two_people_of_the_authority_sound_alike():
    owners = defaultdict(set)
    for name, others in shipped():
        for spelled in [name, *others]:
            owners[sounding(spelled)].add(name)
    assert [people for people in owners.values() if len(people) > 1] == []


def test_it_joins_most_spellings_that_the_authority_lists():
    """Nicknames and middle names are among them, so that not all can be joined."""
    listed = [(name, other) for name, others in shipped() for other in others]
    listed = [pair for pair in listed if len({len(names.key(each).split()) for each in pair}) == 1]
    joined = [pair for pair in listed if alike(pair)]
    assert len(joined) / len(listed) >= LEAST_OF_THE_AUTHORITY, len(joined) / len(listed)


def test_every_spelling_of_a_family_is_needed_and_in_one_family_only():
    families = [line.split() for line in sounds.SAME.replace("\n", " ").split(";")]
    rules = [{sounds._by_rule(word) for word in family} for family in families]
    assert [family for family, found in zip(families, rules, strict=True) if len(found) < 2] == []
    assert sum(map(len, rules)) == len(set().union(*rules))


@pytest.mark.parametrize(
    ("latin", "written"),
    [
        ("Bashar al-Assad", "بشار الأسد"),  # the article
        ("Abdel Fattah el-Sisi", "عبد الفتاح السيسي"),
        ("Abdel Fattah el-Sisi", "عبدالفتاح السیسی"),  # joined, with Persian letters
        ("Hassan Nasrallah", "حسن نصر الله"),  # two words that are one name
        ("Hassan Nasrallah", "حسن نصرالله"),
        ("Mohammad Bagher Ghalibaf", "محمدباقر قالیباف"),  # two names that are one word
        ("Ali Khamenei", "علی خامنه‌ای"),  # a joint that is not seen
        ("Ali Khamenei", "علي خامنئي"),
        ("Ismail Haniyeh", "إسماعيل هنية"),  # vowels that are not written
        ("Qasem Soleimani", "قاسم سُلَیمانی"),  # and those that are, as marks
        ("Hosni Mubarak", "حسني مبارك"),
        ("Vladimir Putin", "فلاديمير بوتين"),
    ],
)
def test_names_in_arabic_letters_sound_like_those_in_latin_ones(latin, written):
    assert sounding(latin) == sounding(written)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("حسن روحانی", "حسین روحانی"),
        ("محمد عباس", "محمود عباس"),
        ("سعد الحريري", "سعيد الحريري"),
        ("علی خامنه‌ای", "علی خمینی"),
        ("أحمد الشرع", "فاروق الشرع"),
        ("ناصر سليمان", "نصر سليمان"),
        ("كمال نوري", "جمال نوري"),
        ("صالح قاسمی", "صالحی قاسم"),
        ("عبد الله صالح", "عبد ربه صالح"),
        ("محمد الفلاني", "محمد الفولاني"),
    ],
)
def test_different_people_in_arabic_letters_sound_different(one, other):
    assert sounding(one) != sounding(other)


def test_every_word_in_arabic_letters_is_read_in_one_way_only():
    listed = (entry.split() for entry in arabic._READ.split(";"))
    written = [each for _, *forms in listed for each in forms]
    assert len(written) == len(set(written))
    assert [each for each in written if each.translate(arabic._ALIKE) != each] == []


@pytest.mark.parametrize("name", ["", " … ", "'", "ʿ"])
def test_it_has_no_sound_for_what_is_no_name(name):
    assert sounding(name) == ""


def test_it_keeps_names_of_other_scripts_as_they_are():
    assert sounding("習近平") != sounding("李克強")
    assert len(sounding("name " * 200)) <= names.LONGEST
