"""People in other languages than English: few rules, and nothing that is nobody."""

import pytest

from articles.importing.draft import Known
from articles.importing.naming.mentions import find_mentions

NAMED = [
    ("de", "Der Präsident Emmanuel Berger traf gestern früh Klaus Schneider in Bonn.", ["Klaus Schneider"]),
    ("de", "Am Abend sprach Helga Schmidt. Später sagte Schmidt, der Plan sei gut.", ["Helga Schmidt"]),
    ("fr", "Selon le ministre, Pierre Moreau a quitté la réunion avec Jean-Claude Martin.",
     ["Pierre Moreau", "Jean-Claude Martin"]),
    ("es", "El fiscal Álvaro García Ortiz declaró ante Isabel Díaz en Sevilla.",
     ["Álvaro García Ortiz", "Isabel Díaz"]),
    ("sv", "Det blir regn, sade Johan Andersson.", ["Johan Andersson"]),
    ("nl", "De haven is klaar, zei Pieter van der Berg.", ["Pieter van der Berg"]),
    ("it", "Lo ha detto ieri Marco Rossi a Bergamo.", ["Marco Rossi"]),
]  # fmt: skip
NOBODY = [
    ("es", "Ganaron Carlos Gómez y Tomás Pescio."),  # two, who are not taken for one
    ("de", "Die Konrad-Adenauer-Stiftung und die Friedrich Ebert Stiftung laden ein."),
    ("de", "Am Rand von Elmshorn brannte eine Halle."),
    ("de", "Das Tor von Julian Alvarez fiel spät."),
    ("es", "La Avenida Simón Bolívar está cerrada."),
    ("fr", "Le Figaro et la Banque de France ont publié une étude sur Paris et Lyon."),
    ("it", "La Banca Popolare di Milano ha sede in Piazza San Marco."),
]


def people(text, language, **known):
    found = find_mentions("Titolo", text, language, Known(**known))
    return [each.name for each in found if each.kind == "person"]


@pytest.mark.parametrize(("language", "text", "names"), NAMED)
def test_a_given_name_and_a_family_name_are_somebody(language, text, names):
    assert people(text, language) == names


@pytest.mark.parametrize(("language", "text"), NOBODY)
def test_capitals_alone_are_nobody(language, text):
    assert people(text, language) == []


def test_a_family_name_later_on_belongs_to_the_full_name():
    language, text, _ = NAMED[1]
    (helga,) = find_mentions("", text, language, Known())
    assert [text[start:end] for start, end in helga.spans] == ["Helga Schmidt", "Schmidt"]


def test_where_nobody_is_asked_nobody_is_introduced():
    assert people(NAMED[0][1], "de", names_model="none") == []
