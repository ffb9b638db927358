"""Plain Python: the sound of a name, which its spellings in different transliterations have in common.

It is written for "unique or nothing": names of different people should seldom sound alike, and it is no
matter if some spelling of a name does not sound like the others. Only people's names are compared so.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from articles import names
from articles.scripts import in_latin

# Spellings of one name that rules would not bring together, or not without joining other names as well.
SAME = """
muhammad mohammed mohamed mohamad mohammod muhamet; ahmad ahmed achmed achmad akhmed; mahdi mehdi;
abdullah abdallah abdollah abdulla abdoulaye abdullahi; sayyid sayed seyed seyyed syed sayyed seyyid;
yusuf yousef yousaf youssouf yosef; othman osman uthman ousmane; mortaza morteza murtadha; fatima fatma;
dawud daud dawood daoud davud; yahya yehia yehya; muammar moammar mouammar muamar moamer; jamal gamal djamal;
gaddafi qaddafi gadhafi kadhafi khadafy khadafi gathafi qadafi kazafi qathafi gheddafi ghaddafi kaddafi;
zawahiri zawahri; bashar bachar; ghannouchi ghannushi; gul guel; shaikh sheikh sheik;
lukashenko loukachenko; aleksandr alexander alexandr alexandre aleksander alyaksandr aliaksandr;
dmitri dimitri dmitry; mikhail mikhael michail mihail; yuri juri iouri yuriy; yulia julia yuliya ioulia;
pyotr petr piotr; fyodor fedor feodor; yevgeny evgueni jewgeni evgeny; yanukovych janukovych;
khrushchev khruschev chruschtschow khrushchov; yitzhak itzhak yitzchak izhak; binyamin benjamin benyamin;
zelensky selenskyj selenski; haidar haider heydar haydar; karim kareem kerim; tayyip tayyib;
khamenei khameneyi khamenehi chamenei; hashemi hachemi; mashal meshaal mishal; netanyahu netanjahu
"""

# Chinese and Korean family names which are hardly given names elsewhere, and those which are.
_FAMILIES = frozenset(
    "xi zhang wang zhou zhao wen jiang xu huang chen liu zhu deng cai xiao guo zheng tang feng dong hu wu li"
    " yang ye zeng peng ding qin jia hou lu luo gao liang song han xie shen tan cui qian fan fang wei lin he"
    " bo gu meng zhong qiu yao jin ren su cao pan yan yuan hun hwang kang cho choi choe kwon jang jeong chung"
    " chong bae paek baek shin ryu yoon ahn".split()
)
_GIVEN_TOO = frozenset(
    "kim lee park moon mun ban hong min son yun yi roh rhee pak sun ma an yu ho oh".split()
)
_SYLLABLE = "(?:zh|ch|sh|hw|gw|kw|hy|ky|gy|my|ny|ry|py|[bpmfdtnlgkhjqxrzcswy])?[aeiou]{1,3}(?:ng|[nmrklpbh])?"
_ONE, _TWO = re.compile(_SYLLABLE), re.compile(_SYLLABLE * 2)

_SILENT = re.compile("[ʿʾʹʺ]")
_ARTICLE = re.compile(
    r"(?<![^\s-])(?:[ae][ldnrstz]|u[lr]|ash|esh|adh|ath)[-–](?=\w)|(?<=\s)(?:al|el|ul)\s+(?=\w)"
)
_GLUED = re.compile(r"\b[AE]l(?=[A-Z][a-z])")
_SERVANT = re.compile(
    r"\babd(?:[aeiou]([ldnrstz])(?:[\s-]+|(?=\1)|(?<=l)(?=\w{3}))|[\s-]+(?:(?:al|el|ul)[\s-]+)?)(?!\s*l+ah?\b)"
)
_SON = re.compile(r"(?<=\s)(?:ibn|ben)(?=\s)")
_GERMAN = re.compile(r"tsch|\w*w\w*[eo]w\b|owsk[iy]j?\b")

# What English, French and German write differently, in this order. Capitals stand for sounds: C as in chin,
# S as in shin, X as in loch.
_RULES = tuple(
    (re.compile(found), put)
    for found, put in (
        (r"^ye(?!$)", "e"),
        (r"^i(?=[aou])", "y"),
        (r"dsch|dzh|dj|zh", "j"),
        (r"shch|schtsch", "SC"),
        (r"tsch", "C"),
        (r"sch|sh", "S"),
        (r"t?ch|cz", "C"),
        (r"vi[cC]z?$|vitz$", "viC"),
        (r"Ce[vw]$|Cow$", "Cov"),
        (r"enka$", "enko"),
        (r"kh", "X"),
        (r"gu(?=[ei])", "g"),
        (r"gh|q|c(?=[^eiy]|$)", "k"),
        (r"c", "s"),
        (r"x", "ks"),
        (r"ph", "f"),
        (r"([tdbr])h", r"\1"),
        (r"tz", "ts"),
        (r"(?<=[aeiou])ff?$", "v"),
        (r"(?<=\w\w\w)ine$", "in"),
        (r"[ae]h$", "a"),
        (r"(?<=[aeiouy])h$", ""),
        (r"([^aeiouy])\1+", r"\1"),
        (r"yy(?=[aeou])", "y"),
        (r"(?<=[eiy])j(?![aeiou])", "y"),
        (r"i?y(?=[aeou])(?<=[^aeiouy]y)|iy(?=[aeou])", "i"),
        (r"(?<=[aeiou])y(?=ev$)", ""),
        (r"(?<=[aeo])w(?![aeiouy])", "u"),
        (r"w", "v"),
        (r"(?<=[a-zA-Z])oe(?=[^laiou])", "u"),
        (r"ue(?=[^laiou])", "u"),
    )
)
_VOWELS = re.compile(r"(?:y(?![aeou])|[aeiou])+")
_BRIGHT = re.compile(r"a+[eiy]+|e[iy]+")
_CLASSES = str.maketrans("aeiouy", "AIIUUI")


@lru_cache(maxsize=200_000)
def sounding(name: str) -> str:
    """What the spellings of a person's name sound like; empty where nothing is left of the name.

    >>> sounding("Mahmoud Ahmadinejad") == sounding("Mahmud Ahmadi-Nezhad")
    True
    >>> sounding("Hassan Rouhani") == sounding("Rohani, Hasan") == sounding("حسن روحانی")
    True
    >>> sounding("Kim Jong-il") == sounding("Kim Jong-un")
    False
    """
    said = in_latin(_GLUED.sub("", in_usual_order(_SILENT.sub("", name))))
    words = names.key(_without_particles(names.fold(said))).split()
    if _GERMAN.search(" ".join(words)):
        words = [_out_of_german(word) for word in words]
    return (_eastern(words) or "".join(map(_sound, words)))[: names.LONGEST]


def in_usual_order(name: str) -> str:
    """The name with its surname last where its writing tells the surname.

    >>> in_usual_order("Rouhani, Hassan"), in_usual_order("ROUHANI Hassan")
    ('Hassan Rouhani', 'Hassan ROUHANI')
    >>> in_usual_order("King, Jr."), in_usual_order("JFK")
    ('King, Jr.', 'JFK')
    """
    surname, comma, given = name.partition(",")
    if comma and given.strip() and "," not in given and not names.is_suffix(given.strip()):
        return f"{given.strip()} {surname.strip()}"
    words = name.split()
    loud = [len(word) > 2 and word.isupper() for word in words]
    if len(words) > 1 and loud[0] and not loud[-1] and not any(loud[loud.index(False) :]):
        first = loud.index(False)
        return " ".join([*words[first:], *words[:first]])
    return name


def _without_particles(said: str) -> str:
    """The folded name without Arabic articles; servant of God and son of in one form each."""
    return _SON.sub("bin", _SERVANT.sub("abd ", _ARTICLE.sub("", said)))


def _out_of_german(word: str) -> str:
    """A Slavic name as it would be written in English: Janukowitsch → Yanukovitsch."""
    return re.sub(r"^ch(?=[aeiou])", "kh", word.replace("j", "y").replace("w", "v"))


def _eastern(words: list[str]) -> str:
    """A Chinese or Korean name letter by letter, family first, its given name as one word; else nothing."""
    if not 2 <= len(words) <= 3 or not all(word.isascii() and word.isalpha() for word in words):
        return ""
    first, *given = words
    if not _is_given(given) or first not in _FAMILIES | _GIVEN_TOO:
        *given, first = words
        if not _is_given(given) or first not in (_FAMILIES | _GIVEN_TOO if len(given) == 2 else _FAMILIES):
            return ""
    spelled = f"{first}.{''.join(given)}"
    return re.sub("oo|eu", "u", spelled).replace("eo", "o")


def _is_given(words: list[str]) -> bool:
    if len(words) == 1:
        return bool(_ONE.fullmatch(words[0]) or _TWO.fullmatch(words[0]))
    return all(_ONE.fullmatch(word) for word in words)


@lru_cache(maxsize=100_000)
def _sound(word: str) -> str:
    """The sound of one word; initials, numbers, Jr. and words of other scripts are kept as they are."""
    if len(word) == 1 or not word.isascii() or not word.isalpha() or word in names.SUFFIXES:
        return f".{word}."
    by_rule = _by_rule(word)
    return _same().get(by_rule, by_rule)


@cache
def _same() -> dict[str, str]:
    """The sound of the first spelling of a name by that of the others."""
    first = {}
    for line in SAME.replace("\n", " ").split(";"):
        one, *others = line.split()
        first |= {_by_rule(other): _by_rule(one) for other in others}
    return first


def _by_rule(word: str) -> str:
    for found, put in _RULES:
        word = found.sub(put, word)
    return _VOWELS.sub(_vowel, word)


def _vowel(run: re.Match) -> str:
    """One capital for each kind of vowel in a run of them: A, E as in day, I, U."""
    classes = _BRIGHT.sub("E", run[0]).translate(_CLASSES)
    return re.sub(r"(.)\1+", r"\1", classes)
