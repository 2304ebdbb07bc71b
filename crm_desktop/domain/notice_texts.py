"""The notices an office begins with: what the DPDP Act (s. 5) asks to be said, in plain words.

`{office}` stands for the office's name, `{contact}` for where it is reached.
"""

from __future__ import annotations

from collections.abc import Mapping

READY_NOTICES: Mapping[str, Mapping[str, str]] = {
    "English": {
        "title": "How {office} uses your data",
        "items": "Your name, phone numbers, e-mail, city, what you told us in calls and messages, and when "
        "we were in touch.",
        "purposes": "{office} keeps your name, number and what you tell us, to answer what you asked for. "
        "Only if you agree, we also call or write to you with offers.",
        "withdraw": "You can say no at any time, in a call, by message or by e-mail. It is as easy as saying "
        "yes, and holds at once.",
        "rights": "You can ask what we keep of you and who received it, have it corrected, completed or "
        "erased, and name somebody to act for you. You can complain to us and then to the Data Protection "
        "Board of India.",
        "contact": "{contact}",
    },
    "हिन्दी": {
        "title": "{office} आपकी जानकारी का उपयोग कैसे करता है",
        "items": "आपका नाम, फ़ोन नंबर, ई-मेल, शहर, आपने कॉल और संदेशों में जो बताया, और हमारी बातचीत का समय।",
        "purposes": "{office} आपका नाम, नंबर और आपकी बताई बातें रखता है, ताकि जो आपने पूछा या माँगा उसका उत्तर दे "
        "सके। आप सहमत हों तभी हम ऑफ़र के लिए भी कॉल या संदेश करेंगे।",
        "withdraw": "आप कभी भी, कॉल, संदेश या ई-मेल से मना कर सकते हैं। मना करना हाँ कहने जितना ही आसान है, और तुरंत "
        "लागू होता है।",
        "rights": "आप पूछ सकते हैं कि हम आपकी क्या जानकारी रखते हैं और वह किसे दी गई, उसे ठीक या पूरा करवा सकते हैं, "
        "मिटवा सकते हैं, और अपनी ओर से किसी को नामित कर सकते हैं। शिकायत पहले हमसे, फिर भारतीय डेटा संरक्षण बोर्ड से "
        "कर सकते हैं।",
        "contact": "{contact}",
    },
}
# What customers are often spoken to in; any other may be typed.
LANGUAGES = (
    *("English", "हिन्दी", "मराठी", "தமிழ்", "తెలుగు", "ಕನ್ನಡ", "বাংলা", "ગુજરાતી", "മലയാളം", "ਪੰਜਾਬੀ"),
    *("ଓଡ଼ିଆ", "اردو"),
)
