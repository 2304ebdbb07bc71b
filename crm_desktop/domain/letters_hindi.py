"""The letters in Hindi, for people who are spoken to in it, whatever language the program speaks."""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType as Fixed

from crm_desktop.domain.letters import LetterKind
from crm_desktop.domain.requests import Request, RequestKind

HINDI = "hi"
_NAMES = frozenset({"hi", "hindi", "हिन्दी", "हिंदी"})
_BETWEEN = re.compile(r"[,;/&+]")
_MONTHS = (
    *("जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर"),
    "दिसंबर",
)
SUBJECT = "आपका अनुरोध {reference}: {asked}"
GREETING = "आदरणीय {name},"
OFFICER = "शिकायत अधिकारी: {name}"

_ASKED = "{day} को आपने हमसे कहा: “{asked}”।\n\n"
_LETTERS = Fixed(
    {
        LetterKind.ACKNOWLEDGED: "आपका अनुरोध हमें {day} को मिला। आपने कहा: “{asked}”।\n\n"
        "हमारा उत्तर आपको {until} तक मिल जाएगा। लिखते या फ़ोन करते समय कृपया {reference} बताएँ।",
        LetterKind.WHO_ARE_YOU: _ASKED
        + "उत्तर देने से पहले हमें पक्का करना होगा कि अनुरोध आप ही का है, ताकि कोई और आपकी जानकारी न पा सके और न बदल "
        "सके। कृपया हमारे पास दर्ज आपके नंबर से हमें फ़ोन करें, या दर्ज ई-मेल पते से लिखें, और {reference} बताएँ।",
        LetterKind.MORE_TIME: _ASKED + "इसमें हमें सामान्य से अधिक समय चाहिए; हम {until} तक उत्तर देंगे। कारण: …",
        LetterKind.REFUSED: _ASKED + "हम ऐसा नहीं कर सकते। कारण, और जिस क़ानून पर यह आधारित है: …",
        LetterKind.PASSED_ON: _ASKED
        + "आपकी जानकारी हम केवल {client} की ओर से रखते हैं, और आपका अनुरोध उन्हें सौंप दिया है। निर्णय वही लेंगे और "
        "आपको उत्तर देंगे।",
    }
)
_ANSWERS = Fixed(
    {
        RequestKind.ACCESS: "{day} को आपने पूछा कि हमारे पास आपकी क्या जानकारी है।\n\n"
        "इस पत्र के साथ आपको वह सब मिल रहा है: पढ़ने के लिए पन्नों में, और फ़ाइलों में जिन्हें कंप्यूटर प्रोग्राम पढ़ सकते "
        "हैं। उसमें लिखा है कि आपकी जानकारी हमें कहाँ से मिली, उसके साथ क्या किया गया और वह किसे दी गई।",
        RequestKind.PORTABILITY: "{day} को आपने अपनी जानकारी साथ ले जाने के लिए माँगी।\n\n"
        "इस पत्र के साथ वह JSON, CSV और vCard में है, जिन्हें दूसरे प्रोग्राम पढ़ सकते हैं।",
        RequestKind.CORRECTION: "{day} को आपने अपनी जानकारी ठीक करने को कहा।\n\nहमने ठीक किया: …",
        RequestKind.COMPLETION: "{day} को आपने अपनी जानकारी पूरी करने को कहा।\n\nहमने जोड़ा: …",
        RequestKind.ERASURE: "{day} को आपने कहा कि हम आपकी सारी जानकारी मिटा दें।\n\n"
        "वह मिटा दी गई है, और यहाँ से आपके नंबरों पर फिर कभी फ़ोन नहीं किया जाएगा। इस पत्र के साथ के प्रमाणपत्र में लिखा "
        "है कि क़ानून के कारण हमें क्या, क्यों और कब तक रखना होता है।",
        RequestKind.WITHDRAWAL: "{day} को आपने अपनी सहमति वापस ली।\n\n"
        "उसी समय से उस सहमति के आधार पर हममें से कोई आपको न फ़ोन करता है, न लिखता है।",
        RequestKind.OBJECTION: "{day} को आपने हमें बताया कि आपको और फ़ोन या ऑफ़र नहीं चाहिए।\n\n"
        "तब से यहाँ से आपको न फ़ोन किया जाता है, न ऑफ़र भेजे जाते हैं।",
        RequestKind.GRIEVANCE: "{day} को आपने हमसे शिकायत की।\n\nहमने उसकी जाँच की और पाया: …",
        RequestKind.NOMINATION: "{day} को आपने अपनी ओर से काम करने के लिए किसी को नामित किया।\n\n"
        "आपने किसे और किस स्थिति के लिए नामित किया, यह हमने दर्ज कर लिया है।",
    }
)
ASKED = Fixed(
    {
        RequestKind.ACCESS: "मेरी क्या जानकारी आपके पास है?",
        RequestKind.CORRECTION: "मेरी जानकारी ठीक करें",
        RequestKind.COMPLETION: "मेरी जानकारी पूरी करें",
        RequestKind.ERASURE: "मेरी सारी जानकारी मिटा दें",
        RequestKind.WITHDRAWAL: "मैं अपनी सहमति वापस लेता/लेती हूँ",
        RequestKind.GRIEVANCE: "मेरी एक शिकायत है",
        RequestKind.NOMINATION: "मैं अपनी ओर से किसी को नामित करता/करती हूँ",
        RequestKind.OBJECTION: "मुझे अब और फ़ोन या ऑफ़र नहीं चाहिए",
        RequestKind.PORTABILITY: "मेरी जानकारी मुझे साथ ले जाने के लिए दें",
    }
)
_UNHAPPY = "यदि आप इस उत्तर से संतुष्ट नहीं हैं, तो "
RIGHTS = Fixed(
    {
        "in": _UNHAPPY + "नीचे दिए गए हमारे शिकायत अधिकारी को लिखें। उसके बाद आप भारतीय डेटा संरक्षण बोर्ड के पास जा "
        "सकते हैं।",
        "eu": _UNHAPPY + "हमें लिखें। आप किसी भी समय अपने देश के डेटा संरक्षण प्राधिकरण के पास भी जा सकते हैं।",
        "uk": _UNHAPPY + "हमें लिखें। आप किसी भी समय Information Commissioner’s Office के पास भी जा सकते हैं।",
        "us": _UNHAPPY + "हमें लिखें। आप अपने राज्य के अटॉर्नी जनरल के पास भी जा सकते हैं।",
    }
)


def is_hindi(spoken: str) -> bool:
    """Whether what a lead's field says of its language names Hindi first."""
    return _BETWEEN.split(spoken, maxsplit=1)[0].strip().casefold() in _NAMES


def hindi_day(there: date) -> str:
    """A date: 8 दिसंबर 2026."""
    return f"{there.day} {_MONTHS[there.month - 1]} {there.year}"


def hindi_body(kind: LetterKind, request: Request) -> str:
    """The template of a letter's body, with the places of the English one."""
    return _ANSWERS[request.kind] if kind is LetterKind.ANSWERED else _LETTERS[kind]
