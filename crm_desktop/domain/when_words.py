"""The words people use for times, in English, Hindi and Hindi in Latin letters, brought to one alphabet.

`canonical("Kal shaam ko 6 baje")` is "TOMORROW EVENING 6 BAJE": capitals are meanings, the rest is what
nobody knew. Rules in `when` work on that string alone.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from crm_desktop.domain.when_phrases import PHRASES, PLAIN

FILLERS: Final = frozenset(
    """at on the ke ka ki k pe par please pls plz plss call me mein mai main karna karo karein karu kare
    kijiye karenge ok okay haan han of ji from again back sharp exactly anytime bhar mujhe unko inko hi sir
    madam के का की पर में phone fon फोन कॉल करना करो करें""".split()  # noqa: SIM905
)

_MEANINGS: Final = {
    "TODAY": "today aaj aj aaz आज",
    "TOMORROW": "tomorrow tmrw tmr tmw tmrow tom tomm tomo tomorow tommorow tommorrow tomorrrow tmoro kal "
    "kl कल",
    "DAYAFTER": "parso parson parsoo parsu parsoon overmorrow dayaftertomorrow परसों परसो",
    "D3": "narso narson tarso tarson नरसों तरसों नरसो तरसो",
    "WD0": "monday mon mondays somvar somwar somvaar somwaar सोमवार",
    "WD1": "tuesday tue tues mangalvar mangalwar mangal mangalvaar mangalwaar मंगलवार मंगल",
    "WD2": "wednesday wed weds wednes budhvar budhwar budh budhvaar budhwaar बुधवार बुध",
    "WD3": "thursday thu thur thurs guruvar guruwar guruvaar guru brihaspativar brihaspatiwar veervar "
    "veerwar "
    "virvar bruhaspativar गुरुवार गुरूवार बृहस्पतिवार वीरवार",
    "WD4": "friday fri shukravar shukrawar shukrvar shukravaar shukrawaar shukra jumma शुक्रवार शुक्र",
    "WD5": "saturday sat shanivar shaniwar shanivaar shaniwaar shani शनिवार शनि",
    "WD6": "sunday sun ravivar raviwar ravivaar raviwaar itvar itwar itvaar itwaar इतवार रविवार",
    "M1": "january jan जनवरी", "M2": "february feb फरवरी", "M3": "march mar मार्च", "M4": "april apr अप्रैल",
    "M5": "may मई", "M6": "june jun जून", "M7": "july jul जुलाई", "M8": "august aug अगस्त",
    "M9": "september sep sept सितंबर सितम्बर", "M10": "october oct अक्टूबर अक्तूबर",
    "M11": "november nov नवंबर नवम्बर", "M12": "december dec दिसंबर दिसम्बर",
    "NEXT": "next nxt agle agla agli अगले अगला अगली", "COMING": "coming aane aanewale upcoming आने",
    "THIS": "this is iss इस",
    "AM": "am", "PM": "pm",
    "MORNING": "morning morn mrng subah subeh suba subha savere sawere सुबह सवेरे",
    "AFTERNOON": "afternoon aftn dopahar dopaher dopehar dupahar dopahr दोपहर",
    "EVENING": "evening eve evng shaam sham sayankal शाम",
    "NIGHT": "night tonight raat rat रात",
    "DAYTIME": "daytime",
    "MIDDAY": "noon midday",
    "EARLY": "early jaldi", "LATE": "late der",
    "BAJE": "baje bje baj bajey bajay बजे oclock",
    "BAJKAR": "bajkar bajke बजकर", "BAJNE": "bajne बजने",
    "U_MIN": "min mins minute minutes minat mint मिनट मिनिट m",
    "U_HOUR": "hour hours hr hrs h ghante ghanta ghanto ghanton ghnte ghanty घंटे घंटा घंटों घण्टे घण्टा",
    "U_DAY": "day days d din dino dinon दिन दिनों",
    "U_WEEK": "week weeks wk wks w hafte hafta haftey haftah hafton saptah हफ्ते हफ्ता सप्ताह",
    "U_MONTH": "month months mahine mahina maheene mahiney mahino महीने महीना माह",
    "WEEKEND": "weekend", "EOD": "eod cob", "EOW": "eow", "FORTNIGHT": "fortnight",
    "AFTER": "after baad bad later aftr बाद", "IN": "in", "BEFORE": "before pehle pahle पहले",
    "BY": "by tak तक",
    "ABOUT": "about approx approximately around lagbhag takreeban takriban karib kareeb roughly ish लगभग "
    "करीब",
    "TARIKH": "tarikh tareekh tarik tareek date dated तारीख",
    "SAWA": "sawa sava सवा", "SADHE": "saadhe sadhe saade sade sarhe saarhe sadde साढे",
    "PAUNE": "paune pone pauney pauna पौने", "DEDH": "dedh ded dedhh डेढ",
    "DHAI": "dhai dhaai adhai dhayi ढाई",
    "HALF": "half aadha aadhe adha adhe आधा आधे", "QUARTER": "quarter qtr", "PAST": "past", "TO": "to",
    "BETWEEN": "between beech bich बीच", "UNTIL": "until till", "SE": "se से",
    "LUNCH": "lunch लंच", "OFFICE": "office", "KO": "ko को", "AND": "and aur और", "OR": "or ya या",
    "NOT": "not nahi nahin nai नहीं nhi", "NOW": "now abhi अभी",
    "AGO": "ago pichle pichhle pichla beeta beete guzre पिछले", "YESTERDAY": "yesterday",
    "END": "end ant aakhir akhir अंत आखिर", "LAST": "last aakhri akhri aakhiri आखिरी",
    "START": "start beginning shuru shuruat starting", "MID": "mid middle",
    "FIRST": "first pehla pehli pahla पहला", "SECOND": "second dusra doosra dusre doosre दूसरे",
    "THIRD": "third teesra tisra teesre तीसरे", "FOURTH": "fourth chautha chauthe चौथे",
    "FEW": "few kuch couple kuchh thode कुछ",
    "A": "a an",
    # days that move from year to year, or that only the person knows
    "VAGUE": "diwali deepavali deepawali holi eid ramzan ramadan puja pooja navratri navaratri dussehra "
    "dasara pongal onam christmas xmas ganpati chhath rakhi festival festivals tyohar salary sallary "
    "tankhwah tankha pagar vetan payday shaadi shadi marriage wedding exam exams fasal bonus holiday "
    "holidays chhutti asap soon sometime दिवाली दीवाली होली ईद शादी वेतन तनख्वाह पगार",
}  # fmt: skip
WORDS: Final = {word: meaning for meaning, words in _MEANINGS.items() for word in words.split()}

_NUMBERS: Final = {
    word: str(number)
    for words in (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
        "ek do teen char paanch chhe saat aath nau das gyarah barah terah chaudah pandrah solah satrah "
        "atharah unnis bees ikkis bais teis chaubis pachees chhabbis sattais atthais untis tees iktis",
        "एक दो तीन चार पांच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस "
        "इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस",
        "_ _ tin chaar panch chhah _ aat _ dus gyara bara tera choudah pandra sola _ _ _ bis _ _ _ _ pachis "
        "_ _ _ _ tis",
        "_ _ _ _ पाँच छः _ _ _ _ _ _ _ _ पन्द्रह",
        "_ _ _ _ _ che _ ath no _ _ _ _ _ pandhra",
    )
    for number, word in enumerate(words.split(), start=1)
    if word not in ("_", "no")
}
_NUMBERS.update(
    {"twenty": "20", "thirty": "30", "forty": "40", "fortyfive": "45", "sixty": "60", "ninety": "90"}
    | {"chalis": "40", "paintalis": "45", "pachas": "50", "चालीस": "40", "पैंतालीस": "45"}
)
_UNITS: Final = frozenset({"BAJE", "U_MIN", "U_HOUR", "U_DAY", "U_WEEK", "U_MONTH", "TARIKH"})
# "do" and "may" are also plain English: they count only beside what belongs to a number or a month.
_BESIDE_MAY: Final = frozenset({"END", "START", "MID", "U_WEEK", "TARIKH"})

_TOKEN: Final = re.compile(r"\d+(?:[:./-]\d+)*|[+]|[^\s\d+]+")
# As the program itself writes a promise: by a clock of 24 hours.
_OWN_WRITING: Final = re.compile(r"[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2}(?: \d{4})?, \d\d:\d\d")
_PUNCTUATION: Final = {
    **dict.fromkeys(map(ord, ",;!?()\"'@|।[]’‘“”"), " "),
    ord("–"): "-",
    ord("—"): "-",
    ord("−"): "-",
    ord("½"): " and half",
    ord("¼"): " and quarter",
}


def canonical(text: str) -> str:
    """The text in meanings, one blank between; unknown words stay in lower case."""
    is_own = _OWN_WRITING.fullmatch(text.strip()) is not None
    plain = unicodedata.normalize("NFKC", text.translate(_PUNCTUATION)).lower().replace("\u093c", "")
    plain = "".join(str(int(ch)) if ch.isdecimal() else ch for ch in plain.translate(_PUNCTUATION))
    for pattern, instead in PLAIN:
        plain = pattern.sub(instead, plain)
    words = [word.strip(".:-/") or word for word in _TOKEN.findall(plain)]
    joined = " ".join(token for token in _meanings(words) if token)
    for pattern, instead in PHRASES:
        joined = " ".join(pattern.sub(instead, joined).split())
    return f"{joined} H24" if is_own else joined


def _meanings(words: list[str]) -> list[str]:
    found = []
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        after = words[place + 1] if place + 1 < len(words) else ""
        found.append(_meaning(word, before, after))
    return found


def _meaning(word: str, before: str, after: str) -> str:
    if word in FILLERS:
        return ""
    if word == "do" and WORDS.get(after) not in _UNITS and after not in _NUMBERS:
        return word
    if word == "sat" and WORDS.get(after) == "BAJE":  # saat baje, in haste
        return "7"
    if word == "may" and not (before[-1:].isdigit() or after[:1].isdigit()):
        return "M5" if {WORDS.get(before), WORDS.get(after)} & _BESIDE_MAY else word
    return WORDS.get(word) or _NUMBERS.get(word) or word
