"""Texts that say nothing of their encoding: by the letters of their language they are told apart."""

import pytest

from articles.importing.alphabets import encoding_of
from articles.importing.cleaning import decode

TEXTS = {
    "German": "Die Regierung will die Ausgaben für die Ärmsten erhöhen; für Straßen bleibt nichts übrig. ",
    "French": "Le préfet a annoncé lundi que le pont sera rebâti dès l’été, grâce à l’aide reçue. ",
    "Spanish": "El alcalde anunció que los niños volverán a la escuela mañana, según informó el periódico. ",
    "Czech": "Vláda oznámila, že zvýší výdaje na zdravotnictví a sníží daně; peníze půjdou z rozpočtu. ",
    "Polish": "Rząd zapowiedział, że zwiększy nakłady na służbę zdrowia i obniży podatki dla najuboższych. ",
    "Turkish": "Belediye başkanı köprünün baharda yeniden yapılacağını, işin bittiğini söyledi. ",
    "Greek": "Η κυβέρνηση ανακοίνωσε τη Δευτέρα ότι θα αυξήσει τις δαπάνες για την υγεία και τα σχολεία. ",
    "Russian": "Правительство сообщило в понедельник, что увеличит расходы на здравоохранение и школы. ",
    "Arabic": "أعلنت الحكومة يوم الاثنين أنها ستزيد الإنفاق على الصحة والمدارس في السنة المقبلة. ",
}
WEST = "cp1252 iso8859_15 mac_roman cp850"
ENCODINGS = {
    "German": WEST,
    "French": WEST,
    "Spanish": WEST,
    "Czech": "cp1250 iso8859_2 mac_latin2 cp852",
    "Polish": "cp1250 iso8859_2 mac_latin2 cp852",
    "Turkish": "cp1254 iso8859_9 mac_turkish cp857",
    "Greek": "cp1253 iso8859_7 mac_greek cp737",
    "Russian": "cp1251 koi8_r iso8859_5 mac_cyrillic cp866",
    "Arabic": "cp1256 iso8859_6",
}


@pytest.mark.parametrize(
    ("language", "encoding"), [(language, one) for language, all in ENCODINGS.items() for one in all.split()]
)
@pytest.mark.parametrize("times", [3, 20])
def test_every_encoding_of_a_language_is_told_from_its_letters(language, encoding, times):
    content = (TEXTS[language] * times).encode(encoding, "ignore")
    assert decode(content)[0] == content.decode(encoding)


@pytest.mark.parametrize("content", [b"", b"plain", "Zürich".encode("cp1252"), bytes(range(128, 256)) * 9])
def test_what_letters_do_not_tell_is_left_to_others(content):
    assert encoding_of(content) == ""
