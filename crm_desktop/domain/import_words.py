"""The words people write for results, statuses, languages and genders: words only, no rules.

In normal form (folded, marks as blanks), parted by "|"; English, Hinglish and Hindi.
"""

from __future__ import annotations

RESULTS: dict[str, str] = {
    "NO_ANSWER": (
        "rnr|r n r|ringing|ring|ringing no response|ring no response|np|n p|not picked|not picking"
        "|not pick|not picked up|no answer|na call|no response|no reply|not answered|not answering"
        "|unanswered|not received|not receiving|call not received|not attended|didnt pick"
        "|did not pick|didnt answer|missed|no ans|noans|dnp|cnr|nr|call not picked|not responding"
        "|not respond|ring out|no one picked|phone nahi uthaya|nahi uthaya|nahi uthaye|uthaya nahi"
        "|phone nahi uthaye|nai uthaya|nhi uthaya|call nahi uthaya|फोन नहीं उठाया|नहीं उठाया"
        "|जवाब नहीं|घंटी बजी|उत्तर नहीं|ring ho raha|ring gayi|ring jaa raha|not lifted|nl|no pickup"
        "|voicemail|voice mail|answering machine|attempted to contact|drop|dropped"
    ),
    "CALL_BACK": (
        "cb|c b|cbl|call back|callback|call back later|call later|follow up|followup|follow|fup|f up"
        "|f u|fu|call tomorrow|call again|call me later|will call back|callbk|clb|baad me|baad mein"
        "|baad me call|baad me karo|baad me call karo|baad mein call karna|kal call karo|kal karo"
        "|kal call karna|sham ko|shaam ko call|बाद में|बाद में कॉल|कल कॉल करें|कल|फॉलो अप|recall|rcl"
        "|reschedule|rescheduled|contact in future|in meeting|driving|busy call later|call on monday"
        "|will think|thinking|soch ke batayenge|sochke batayega|hold"
    ),
    "NOT_INTERESTED": (
        "ni|n i|not interested|notinterested|not int|no interest|not intrested|not intersted"
        "|not interest|not intrest|not required|no requirement|not needed|no need|refused|rejected"
        "|declined|nahi chahiye|nhi chahiye|nai chahiye|interest nahi|interested nahi|mana kar diya"
        "|mana kiya|इच्छुक नहीं|नहीं चाहिए|रुचि नहीं|मना किया|dead|lost|lost lead|junk|junk lead"
        "|not qualified|no"
    ),
    "INTERESTED": (
        "int|interested|intrested|intersted|intrsted|hot|warm|hot lead|warm lead|very interested"
        "|yes interested|positive|chahiye|इच्छुक|रुचि है|चाहिए|site visit|visit|demo|meeting fixed"
        "|appointment|details sent|send details|whatsapp details|brochure sent|quote sent|qualified"
        "|pre qualified"
    ),
    "BUSY": (
        "busy|line busy|user busy|engaged|engage|number busy|on another call|on other call|b|vyast"
        "|व्यस्त|बिजी|waiting|call waiting|call cut|disconnected|cut|cut the call|call disconnected"
        "|phone kata|kaat diya|phone kaat diya"
    ),
    "SWITCHED_OFF": (
        "so|s o|s off|sw off|swoff|swtch off|switch off|switched off|switchoff|switchedoff"
        "|swithced off|swich off|phone off|mobile off|off|not reachable|unreachable|not rechable"
        "|nr coverage|out of coverage|out of coverage area|out of service|oos|out of network"
        "|no network|network issue|nrc|band hai|phone band|phone band hai|bandh|स्विच ऑफ|बंद|फोन बंद"
        "|बंद है|पहुंच से बाहर"
    ),
    "WRONG_NUMBER": (
        "wn|w n|wrong|wrong number|wrong no|wrng no|wrong num|wrong person|invalid|invalid number"
        "|invalid no|inv|number not exist|does not exist|not exist|number does not exist|not in use"
        "|galat number|galat no|galat|गलत नंबर|गलत|incorrect number|temporary out of service"
        "|number changed|no incoming|incoming not available|incoming barred"
    ),
    "LANGUAGE": (
        "language|language issue|language barrier|language problem|lang|lang barrier|lang issue"
        "|bhasha|भाषा|lb|regional|tamil only|telugu only|different language|language issues"
    ),
    "ALREADY_BOUGHT": (
        "already bought|already purchased|already taken|already done|already have|already customer"
        "|existing customer|le liya|le chuke|already le liya|purchased elsewhere|bought elsewhere"
        "|already booked|le liya hai|ले लिया|पहले से है|already existing"
    ),
    "SOLD": (
        "sold|sale|sale done|won|converted|conversion|closed won|deal done|done deal|booked|paid"
        "|payment done|enrolled|admission done|joined|policy issued|disbursed|registered|activated"
        "|bech diya|बिक गया|success|successful|order placed|order received|deal closed"
    ),
    "DO_NOT_CALL": (
        "dnd|d n d|dnc|do not call|do not disturb|dont call|dont call again|stop calling|never call"
        "|remove my number|call mat karo|call mat karna|dobara call mat karna|phone mat karo"
        "|blacklist|blacklisted|abusive|unsubscribe|opt out|कॉल न करें|फोन मत करो|मत करो"
    ),
}

STATUSES: dict[str, str] = {
    "new": (
        "new|fresh|new lead|fresh lead|untouched|not contacted|not called|open not contacted|raw"
        "|unassigned|created|pending|nya|naya|नया"
    ),
    "open": (
        "open|in progress|inprogress|working|contacted|active|wip|ongoing|assigned|follow up|followup"
        "|callback|call back|hot|warm|cold|nurturing|interested|qualified|prequalified|pre qualified"
        "|attempted|attempted to contact|contact in future|negotiation|proposal|opportunity|चालू"
    ),
    "won": ("won|converted|customer|closed won|sold|sale|success|booked|enrolled|paid|deal won|जीता"),
    "closed": (
        "closed|lost|dead|junk|junk lead|lost lead|closed lost|not interested|disqualified|rejected"
        "|not qualified|unqualified|cancelled|dropped|inactive|wrong number|invalid|dnd|duplicate"
        "|archived|बंद"
    ),
}

LANGUAGES: dict[str, str] = {
    "hi": ("hi|hin|hindi|hi in|हिंदी|हिन्दी"),
    "en": ("en|eng|english|en in|en us|en gb|अंग्रेजी|अंग्रेज़ी"),
    "mr": ("mr|mar|marathi|मराठी"),
    "gu": ("gu|guj|gujarati|gujrati|ગુજરાતી|गुजराती"),
    "ta": ("ta|tam|tamil|தமிழ்|तमिल"),
    "te": ("te|tel|telugu|telegu|తెలుగు|तेलुगु"),
    "kn": ("kn|kan|kannada|ಕನ್ನಡ|कन्नड़"),
    "ml": ("ml|mal|malayalam|മലയാളം|मलयालम"),
    "bn": ("bn|ben|bengali|bangla|বাংলা|बंगाली|बांग्ला"),
    "pa": ("pa|pan|pun|punjabi|panjabi|ਪੰਜਾਬੀ|पंजाबी"),
    "or": ("or|ori|odia|oriya|ଓଡ଼ିଆ|ओड़िया"),
    "as": ("as|asm|assamese|অসমীয়া"),
    "ur": ("ur|urd|urdu|اردو|उर्दू"),
    "kok": ("kok|konkani|कोंकणी"),
    "ne": ("ne|nep|nepali|नेपाली"),
    "sd": ("sd|sindhi|सिंधी"),
    "mai": ("mai|maithili|मैथिली"),
    "bho": ("bho|bhojpuri|भोजपुरी"),
    "raj": ("raj|marwari|rajasthani|मारवाड़ी|राजस्थानी"),
    "fr": ("fr|french"),
    "de": ("de|german"),
    "es": ("es|spanish"),
    "pt": ("pt|portuguese"),
    "ar": ("ar|arabic"),
}

GENDERS: dict[str, str] = {
    "male": ("m|male|man|mr|boy|gents|पुरुष|पु"),
    "female": ("f|female|woman|mrs|ms|miss|girl|ladies|महिला|स्त्री|म"),
    "other": ("o|other|transgender|third gender|t|अन्य"),
}
