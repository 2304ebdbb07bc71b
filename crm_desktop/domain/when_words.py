"""The words people use for times, in English, Hindi and Hindi in Latin letters, brought to one alphabet.

`canonical("Kal shaam ko 6 baje")` is "TOMORROW EVENING 6 BAJE": capitals are meanings, the rest is what
nobody knew. Rules in `when` work on that string alone.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

FILLERS: Final = frozenset(
    """at on the ke ka ki pe par please pls call me mein main karna karo karein kare kijiye ok of ji se from
    again back sharp exactly के का की पर में से को phone fon फोन कॉल करना करो""".split()  # noqa: SIM905
)

_MEANINGS: Final = {
    "TODAY": "today aaj aj आज",
    "TOMORROW": "tomorrow tmrw tmr tomo tomorow tommorow tommorrow kal कल",
    "DAYAFTER": "parso parson parsoo overmorrow परसों परसो",
    "D3": "narso narson tarso tarson नरसों तरसों",
    "WD0": "monday mon somvar somwar somvaar सोमवार",
    "WD1": "tuesday tue tues mangalvar mangalwar mangal mangalvaar मंगलवार मंगल",
    "WD2": "wednesday wed weds budhvar budhwar budh budhvaar बुधवार बुध",
    "WD3": "thursday thu thur thurs guruvar guruwar brihaspativar veervar virvar "
    "गुरुवार गुरूवार बृहस्पतिवार वीरवार",
    "WD4": "friday fri shukravar shukrawar shukrvar shukravaar शुक्रवार",
    "WD5": "saturday sat shanivar shaniwar shanivaar शनिवार",
    "WD6": "sunday sun ravivar raviwar ravivaar itvar itwar इतवार रविवार",
    "M1": "january jan जनवरी", "M2": "february feb फरवरी", "M3": "march mar मार्च", "M4": "april apr अप्रैल",
    "M5": "may मई", "M6": "june jun जून", "M7": "july jul जुलाई", "M8": "august aug अगस्त",
    "M9": "september sep sept सितंबर सितम्बर", "M10": "october oct अक्टूबर अक्तूबर",
    "M11": "november nov नवंबर नवम्बर", "M12": "december dec दिसंबर दिसम्बर",
    "NEXT": "next nxt agle agla agli अगले अगला अगली", "COMING": "coming aane aanewale upcoming आने",
    "THIS": "this is इस",
    "AM": "am", "PM": "pm",
    "MORNING": "morning morn subah subeh savere सुबह सवेरे",
    "AFTERNOON": "afternoon dopahar dopaher dopehar dupahar दोपहर",
    "EVENING": "evening eve shaam sham sayankal शाम",
    "NIGHT": "night tonight raat rat रात",
    "MIDDAY": "noon midday",
    "BAJE": "baje bje baj बजे oclock",
    "U_MIN": "min mins minute minutes minat मिनट m",
    "U_HOUR": "hour hours hr hrs h ghante ghanta ghanto ghanton घंटे घंटा घंटों घण्टे घण्टा",
    "U_DAY": "day days d din dino dinon दिन दिनों",
    "U_WEEK": "week weeks wk wks w hafte hafta haftey haftah saptah हफ्ते हफ्ता सप्ताह",
    "U_MONTH": "month months mahine mahina maheene महीने महीना माह",
    "AFTER": "after baad bad later बाद", "IN": "in",
    "ABOUT": "about approx approximately lagbhag takreeban takriban karib kareeb roughly लगभग करीब",
    "TARIKH": "tarikh tareekh tarik date dated तारीख",
    "SAWA": "sawa sava सवा", "SADHE": "saadhe sadhe saade sade sarhe saarhe साढे",
    "PAUNE": "paune pone pauney पौने", "DEDH": "dedh ded डेढ", "DHAI": "dhai dhaai adhai ढाई",
    "HALF": "half aadha aadhe adha adhe आधा आधे", "QUARTER": "quarter", "PAST": "past", "TO": "to",
    "LUNCH": "lunch लंच", "KO": "ko", "AND": "and aur और", "END": "end ant aakhir akhir aakhri akhri अंत आखिर",
    "A": "a an",
}  # fmt: skip
WORDS: Final = {word: meaning for meaning, words in _MEANINGS.items() for word in words.split()}

_NUMBERS: Final = {
    word: str(number)
    for words in (
        "one two three four five six seven eight nine ten eleven twelve",
        "ek do teen char paanch chhe saat aath nau das gyarah barah terah chaudah pandrah",
        "एक दो तीन चार पांच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह",
        "_ _ tin chaar panch chhah _ aat _ dus gyara bara _ _ pandra",
        "_ _ _ _ पाँच छः _ _ _ _ _ _ _ _ पन्द्रह",
    )
    for number, word in enumerate(words.split(), start=1)
    if word != "_"
}
_NUMBERS.update(
    {"fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40"}
    | {"bees": "20", "tees": "30", "बीस": "20", "तीस": "30"}
)
# "do" is also English; it counts as two only before these.
_AFTER_TWO: Final = frozenset({"BAJE", "U_MIN", "U_HOUR", "U_DAY", "U_WEEK", "U_MONTH", "TARIKH"})

_TOKEN = re.compile(r"\d+(?:[:./-]\d+)*|[+]|[^\s\d+]+")
_PHRASES: Final = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"\bU_DAY AFTER TOMORROW\b", "DAYAFTER"),
        (r"\b(?:same|isi|THIS) (?:time|samay|waqt)\b", "SAMETIME"),
        (r"\bU_MONTH END\b|\bEND (?:THIS )?U_MONTH\b|\bmonthend\b|\beom\b", "MONTHEND"),
        (r"\bEND NEXT U_MONTH\b", "NEXT MONTHEND"),
        (r"\bCOMING (?:wale|wala|wali|वाले)\b", "COMING"),
        (r"\bHALF (?:A )?U_HOUR\b", "30 U_MIN"),
        (r"\bA (?=U_)", "1 "),
        (r"\bDEDH U_HOUR\b", "90 U_MIN"),
        (r"\bDHAI U_HOUR\b", "150 U_MIN"),
        (r"\bSAWA U_HOUR\b", "75 U_MIN"),
        (r"\bIN (?=THIS\b|MORNING\b|EVENING\b|AFTERNOON\b|NIGHT\b)", ""),  # "in the evening"
        (r"\bTHIS (?=MORNING\b|EVENING\b|AFTERNOON\b|NIGHT\b)", "TODAY "),
        (r"(?<!\S)(\d{1,2}) KO\b", r"\1 TARIKH"),
        (r"\bKO\b", ""),
    )
)


def canonical(text: str) -> str:
    """The text in meanings, one blank between; unknown words stay in lower case."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("\u093c", "").translate(_PUNCTUATION)
    plain = "".join(str(int(ch)) if ch.isdecimal() else ch for ch in plain)
    plain = re.sub(r"\b([ap])\.\s?m\b\.?", r"\1m", plain)
    plain = re.sub(r"\bo['’]?\s?clock\b", "baje", plain)
    plain = re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1 tarikh", plain)
    plain = re.sub(r"\bfrom now\b|\babhi se\b|अभी से", " ", plain)
    plain = re.sub(r"(?<=\d)[.:-]+(?!\d)|(?<!\d)[.:/]+", " ", plain)  # full stops and dashes between words
    words = [word.strip(".:-/") or word for word in _TOKEN.findall(plain)]
    tokens = [_meaning(word, words[i + 1] if i + 1 < len(words) else "") for i, word in enumerate(words)]
    joined = " ".join(token for token in tokens if token)
    for pattern, meaning in _PHRASES:
        joined = pattern.sub(meaning, joined)
    return " ".join(joined.split())


_PUNCTUATION: Final = {
    **dict.fromkeys(map(ord, ",;!?()\"'@|।[]"), " "),
    ord("–"): "-",
    ord("—"): "-",
    ord("−"): "-",
}


def _meaning(word: str, following: str) -> str:
    if word in FILLERS:
        return ""
    if word == "do" and WORDS.get(following) not in _AFTER_TWO:
        return word
    return WORDS.get(word) or _NUMBERS.get(word) or word
