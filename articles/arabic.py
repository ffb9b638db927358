"""Plain Python: names in Arabic letters, be they Arabic, Persian or Urdu, in Latin ones.

Short vowels are not written, so that the letters alone give bare consonants (محمد: mhmd). What a reader adds
is known here of names that very many people bear or that the news is full of; of others nothing is guessed.
"""

from __future__ import annotations

import re
from functools import cache

_ALIKE = str.maketrans("أإآٱىيئكةؤ", "اااایییکهو")
_UNWRITTEN = re.compile("[\u064b-\u065f\u0670\u0640\u0621]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_LETTERS = str.maketrans(
    dict(
        zip(
            "ابپتٹثجچحخدڈذرڑزژسشصضطظغفقکگلمنوهیےںھہ",
            "a b p t t th j ch h kh d d dh r r z zh s sh s z t z gh f q k g l m n u h i e n h h".split(),
            strict=True,
        )
    )
    | {"ع": "", "\u200d": ""}
)
_THE = "ال"
_HEADS = ("محمد", "امیر", "میر", "علی", "غلام")  # that Persian joins to a second name
LEAST = 3  # letters of a name behind an article or another name

# Latin spellings, and what is written so, _ between words. Names that are read in two ways are left out.
_READ = """
mohammad محمد; ahmad احمد; mahmoud محمود; hamid حمید; hamed حامد; hassan حسن; hossein حسین; mohsen محسن;
ali علی; abbas عباس; jafar جعفر; sadeq صادق; kazem کاظم; reza رضا; javad جواد; mahdi مهدی;
abdullah عبدالله عبد_الله; abdul عبد; saleh صالح; nasser ناصر; nasr نصر; nasrallah نصرالله نصر_الله;
ruhollah روحالله روح_الله; said سعید; saad سعد; saud سعود; khaled خالد; omar عمر; othman عثمان;
yousef یوسف; ebrahim ابراهیم; esmail اسماعیل اسمعیل; mousa موسی; isa عیسی; yahya یحیی; yaqoub یعقوب;
dawoud داود داوود; suleiman سلیمان; haroun هارون; idris ادریس; akbar اکبر; asghar اصغر; karim کریم;
rahim رحیم; rahman رحمان رحمن; aziz عزیز; jalal جلال; jamal جمال; kamal کمال; ashraf اشرف; nabil نبیل;
nabih نبیه; adel عادل; amin امین; amir امیر; mir میر; gholam غلام; anwar انور; ayman ایمن; bashar بشار;
bashir بشیر; bakr بکر; bin بن ابن; abu ابو; faisal فیصل; fahd فهد; farouk فاروق; fouad فواد; ghazi غازی;
habib حبیب; hafez حافظ; haidar حیدر; hani هانی; hadi هادی; hashem هاشم; hisham هشام;
hosni_mubarak حسنی_مبارک; hasani حسنی; imran عمران; iyad ایاد; jaber جابر; jalil جلیل; khalifa خلیفه;
khalil خلیل; latif لطیف; majid مجید; mansour منصور; marwan مروان; masoud مسعود; mostafa مصطفی;
morteza مرتضی; mojtaba مجتبی; moqtada مقتدی; muammar معمر; mubarak مبارک; munir منیر; murad مراد;
nizar نزار; nuri نوری; qasem قاسم; qais قیس; rafiq رفیق; ramadan رمضان; rashid رشید; rashed راشد;
riad ریاض; saddam صدام; salah صلاح; salman سلمان; samir سمیر; sami سامی; sharif شریف; taha طه; taher طاهر;
talal طلال; taleb طالب; tariq طارق; tayyip طیب; walid ولید; wael وایل; yasser یاسر; yassin یاسین; zaid زید;
zayed زاید; zein زین; ziad زیاد; hamad حمد; tamim تمیم; hamdan حمدان; recep رجب; parviz پرویز; nawaz نواز;
benazir بینظیر; asif اصف; zardari زرداری; bhutto بھٹو; khan خان; musharraf مشرف; karzai کرزی; ghani غنی;
bilal بلال; usama اسامه; laden لادن; bahram بهرام; behrouz بهروز; behzad بهزاد; bijan بیژن; dariush داریوش;
ehsan احسان; farhad فرهاد; farid فرید; fereydoun فریدون; hormoz هرمز; houshang هوشنگ; iraj ایرج;
jahangir جهانگیر; jamshid جمشید; kamran کامران; kaveh کاوه; kourosh کورش کوروش; manouchehr منوچهر;
mehran مهران; mehrdad مهرداد; omid امید; parsa پارسا; payam پیام; ramin رامین; rostam رستم; saman سامان;
shahram شهرام; shahriar شهریار; siamak سیامک; sohrab سهراب; vahid وحید; fatemeh فاطمه; maryam مریم;
zahra زهرا; zeinab زینب; narges نرگس; nasrin نسرین; shirin شیرین; parisa پریسا; laila لیلی لیلا;
khadijeh خدیجه; masoumeh معصومه; mina مینا; samira سمیرا; simin سیمین; soraya ثریا; ahmadi احمدی;
nejad نژاد; mohammadi محمدی; hosseini حسینی; alavi علوی; amini امینی; abbasi عباسی; akbari اکبری;
asadi اسدی; ebrahimi ابراهیمی; hashemi هاشمی; heidari حیدری; jafari جعفری; kazemi کاظمی; karimi کریمی;
khatami خاتمی; khomeini خمینی; khamenei خامنهای خامنه_ای خامنیی; larijani لاریجانی; mousavi موسوی;
moradi مرادی; najafi نجفی; qasemi قاسمی; rafsanjani رفسنجانی; rahimi رحیمی; raisi رییسی; rajavi رجوی;
rezaei رضایی; rouhani روحانی; sadeghi صادقی; salehi صالحی; shamkhani شمخانی; soleimani سلیمانی;
taheri طاهری; zarif ظریف; karroubi کروبی; bagher باقر; ghalibaf قالیباف; araghchi عراقچی;
abdollahian عبداللهیان; pezeshkian پزشکیان; jalili جلیلی; velayati ولایتی; montazeri منتظری; assad اسد;
gaddafi قذافی; arafat عرفات; haniyeh هنیه; mashal مشعل; fattah فتاح; sisi سیسی; morsi مرسی; maliki مالکی;
abadi عبادی; sadr صدر; sistani سیستانی; hariri حریری; aoun عون; berri بری; michel میشال; zawahiri ظواهری;
baghdadi بغدادی; abdrabbuh عبدربه عبد_ربه; abidine عابدین; sharaa شرع; golani جولانی; sinwar سنوار;
dahlan دحلان; barghouti برغوثی; jumblatt جنبلاط; siniora سنیوره; mikati میقاتی; salam سلام; tantawi طنطاوی;
baradei برادعی; sadat سادات; ghannouchi غنوشی; essebsi سبسی; bouteflika بوتفلیقه; tebboune تبون;
haftar حفتر; burhan برهان; turabi ترابی; hamdok حمدوک; houthi حوثی; erdogan اردوغان;
vladimir فلادیمیر ولادیمیر; putin بوتین پوتین; donald دونالد; trump ترامب ترامپ; barack باراک;
obama اوباما; biden بایدن; benjamin بنیامین; netanyahu نتنیاهو
"""


def read_arabic(name: str) -> str:
    """The name with its Arabic letters in Latin ones; what else it holds stays.

    >>> read_arabic("حسن روحانی"), read_arabic("بشار الأسد"), read_arabic("محمدباقر قالیباف")
    ('hassan rouhani', 'bashar al-assad', 'mohammad bagher ghalibaf')
    >>> read_arabic("كريم تپه‌زاد")
    'karim tph zad'
    """
    if not _ARABIC.search(name):
        return name
    plain = _UNWRITTEN.sub("", name.translate(_ALIKE).replace("\u200c", " "))
    words = plain.split()
    read = []
    while words:
        pair = _read().get("_".join(words[:2])) if len(words) > 1 else None
        read.append(pair or _word(words[0]))
        words = words[2 if pair else 1 :]
    return " ".join(read)


def _word(word: str) -> str:
    """One word as it is known, with its article, or in parts; else letter by letter."""
    if known := _read().get(word):
        return known
    if word.startswith(_THE) and len(word) >= len(_THE) + LEAST:
        return f"al-{_word(word[len(_THE) :])}"
    if word.startswith("عبدال"):
        return f"abd al-{_word(word[len('عبدال') :])}"
    for head in _HEADS:
        if word.startswith(head) and word[len(head) :] in _read():
            return f"{_read()[head]} {_read()[word[len(head) :]]}"
    return ("v" + word[1:] if word.startswith("و") else word).translate(_LETTERS)


@cache
def _read() -> dict[str, str]:
    """The Latin spelling by what is written."""
    listed = (entry.split() for entry in _READ.split(";"))
    return {written: latin.replace("_", " ") for latin, *forms in listed for written in forms}
