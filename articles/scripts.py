"""Plain Python: Cyrillic, Greek and Arabic letters in Latin ones, as newspapers in English write them."""

import unicodedata

# As the English-language press writes Russian and Ukrainian names, with the letters of their neighbours.
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћђџѕқғүұһңәө",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g w y ly ny c"
        " dj dzh dz q gh u u h ng a o".split(),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
# Short vowels are not written in Arabic script, so that most names come out as bare consonants.
_ARABIC = dict(
    zip(
        "ابپتثجچحخدذرزژسشصضطظعغفقکكگلمنوهةیيىئؤأإآءہےں",
        "a b p t th j ch h kh d dh r z zh s sh s z t z _ gh f q k k g l m n u h a i i i i u a e a _ h"
        " e n".split(),
        strict=True,
    )
)
_LETTERS = str.maketrans(
    {letter: latin.replace("_", "") for letter, latin in (_CYRILLIC | _GREEK | _ARABIC).items()}
)
_DIGRAPHS = (("ου", "ou"), ("αι", "ai"), ("ει", "ei"), ("οι", "oi"), ("μπ", "b"), ("ντ", "nt"), ("γκ", "gk"))

# What the letters of Arabic script do not tell: the vowels of names that very many people bear.
_ARABIC_NAMES = {
    written: latin
    for latin, *spelled in map(
        str.split,
        """
mohammad محمد; ahmad احمد أحمد; mahmoud محمود; hasan حسن; hossein حسین حسين; ali علی علي;
abdullah عبدالله; abdul عبد; hamid حمید حميد; reza رضا; mahdi مهدی مهدي; said سعید سعيد; khaled خالد;
omar عمر; osman عثمان; yousef یوسف يوسف; ebrahim ابراهیم إبراهيم ابراهيم; esmail اسماعیل إسماعيل;
javad جواد; akbar اکبر أكبر; saleh صالح; nasser ناصر; nasr نصر; karim کریم كريم; rahim رحیم رحيم;
mostafa مصطفی مصطفى; morteza مرتضی; mojtaba مجتبی; hasani حسنی حسني; amir امیر أمير;
fatemeh فاطمه فاطمة; maryam مریم مريم; zahra زهرا; qasem قاسم; hashem هاشم; mohsen محسن; hamed حامد;
abbas عباس; taleb طالب; jamal جمال; kamal كمال کمال; faisal فیصل فيصل; salman سلمان; suleiman سليمان;
bashar بشار; hafez حافظ
""".split(";"),
    )
    for written in spelled
}


def in_latin(name: str) -> str:
    """The name with Cyrillic, Greek and Arabic letters in Latin ones; letters of other scripts stay.

    >>> in_latin("Владимир Зеленский"), in_latin("Αλέξης Τσίπρας")
    ('vladimir zelenskiy', 'alexis tsipras')
    >>> in_latin("حسن روحانی")
    'hasan ruhani'
    """
    if name.isascii():
        return name
    plain = "".join(map(_without_marks, name.casefold())).replace("\u200c", " ").replace("ـ", "")
    words = (_ARABIC_NAMES.get(word, word) for word in plain.split())
    spelled = " ".join(words)
    for greek, latin in _DIGRAPHS:
        spelled = spelled.replace(greek, latin)
    return spelled.translate(_LETTERS)


def _without_marks(letter: str) -> str:
    """A Greek letter without its accents: ή → η. Other letters stay: й is no и."""
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base in _GREEK else letter
