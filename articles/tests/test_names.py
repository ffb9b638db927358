import doctest

import pytest

from articles import names


def test_its_examples_hold():
    assert doctest.testmod(names).failed == 0


@pytest.mark.parametrize(
    "spellings",
    [
        ("U.S.", "US", "us", " u.s "),
        ("al-Qaeda", "Al Qaeda", "AL-QAEDA"),
        ("Côte d'Ivoire", "Cote d’Ivoire", "CÔTE D'IVOIRE"),
        ("İsmail Kahraman", "Ismail Kahraman"),
        ("Þór Jónsson", "Thor Jonsson"),
    ],
)
def test_it_gives_the_spellings_of_one_name_one_key(spellings):
    assert len({names.key(spelling) for spelling in spellings}) == 1


def test_it_keeps_the_letters_of_other_scripts_apart():
    assert names.key("バハ") != names.key("ハハ")
    assert names.key("Иран") == "иран"
    assert names.key("إيران")


def test_it_has_no_key_for_what_is_no_name():
    assert names.key(" … ’ -- ") == ""


def test_it_cuts_what_is_too_long_for_a_name():
    assert len(names.key("name " * 100)) <= names.LONGEST
    assert len(names.tidy("name " * 100)) <= names.LONGEST


@pytest.mark.parametrize("printed", ["“Ali Shamkhani”", "Ali  Shamkhani", " Ali\nShamkhani,"])
def test_it_tidies_a_printed_name(printed):
    assert names.tidy(printed) == "Ali Shamkhani"
