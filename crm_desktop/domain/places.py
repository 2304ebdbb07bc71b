# ruff: noqa: E501 - a table of names
"""Which places keep which clock: Indian cities and states, world cities, countries, states of wide countries.

Names are lower case, without dots. Only what lists of Indian call centres are likely to hold.
"""

from __future__ import annotations

from typing import Final

INDIA: Final = "Asia/Kolkata"


def _table(rows: dict[str, str]) -> dict[str, str]:
    """Turn "zone: name, name, …" round into name → zone."""
    return {name.strip(): zone for zone, names in rows.items() for name in names.split(",")}


_INDIAN_CITIES = """agra, ahmedabad, ahmednagar, aizawl, ajmer, akola, aligarh, allahabad, alwar, ambala, amravati,
amritsar, anand, asansol, aurangabad, bangalore, bengaluru, bareilly, bathinda, belagavi, belgaum, bellary, bhagalpur,
bharuch, bhavnagar, bhilai, bhilwara, bhiwandi, bhopal, bhubaneswar, bhubaneshwar, bhuj, bikaner, bilaspur, bokaro,
bombay, calcutta, calicut, chandigarh, chandrapur, chennai, cochin, coimbatore, cuttack, darbhanga, davanagere,
dehradun, delhi, dhanbad, dharwad, dhule, dibrugarh, dindigul, durg, durgapur, erode, ernakulam, faridabad, firozabad,
gandhidham, gandhinagar, gangtok, gaya, ghaziabad, goa, gorakhpur, gulbarga, kalaburagi, guntur, gurgaon, gurugram,
guwahati, gwalior, haldwani, haridwar, hisar, hosur, howrah, hubli, hubballi, hyderabad, imphal, indore, itanagar,
jabalpur, jaipur, jalandhar, jalgaon, jammu, jamnagar, jamshedpur, jhansi, jodhpur, junagadh, kakinada, kalyan, kannur,
kanpur, karimnagar, karnal, kochi, kohima, kolhapur, kolkata, kollam, kota, kottayam, kozhikode, kurnool, latur,
lucknow, ludhiana, madras, madurai, malappuram, mangalore, mangaluru, margao, mathura, meerut, mehsana, moradabad,
mumbai, muzaffarpur, mysore, mysuru, nagercoil, nagpur, nanded, nashik, nasik, navi mumbai, nellore, new delhi, noida,
greater noida, ooty, palakkad, panaji, panchkula, panipat, panvel, pathankot, patiala, patna, pimpri, pondicherry,
puducherry, porbandar, port blair, prayagraj, pune, poona, puri, raichur, raipur, rajahmundry, rajkot, ranchi, ratlam,
rohtak, roorkee, rourkela, sagar, saharanpur, salem, sambalpur, sangli, satara, satna, secunderabad, shillong, shimla,
shivamogga, shimoga, siliguri, silvassa, solapur, sonipat, srinagar, surat, thane, thanjavur, thiruvananthapuram,
trivandrum, thrissur, trichy, tiruchirappalli, tirunelveli, tirupati, tirupur, tiruppur, tumkur, udaipur, udupi,
ujjain, vadodara, baroda, vapi, varanasi, banaras, vasai, vellore, vijayawada, visakhapatnam, vizag, warangal, wardha,
yamunanagar"""

_INDIAN_STATES = """andhra pradesh, arunachal pradesh, assam, bihar, chhattisgarh, gujarat, haryana, himachal pradesh,
jharkhand, karnataka, kerala, madhya pradesh, maharashtra, manipur, meghalaya, mizoram, nagaland, odisha, orissa,
punjab, rajasthan, sikkim, tamil nadu, tamilnadu, telangana, tripura, uttar pradesh, uttarakhand, west bengal, ladakh,
jammu and kashmir, jammu & kashmir, lakshadweep, andaman and nicobar, dadra and nagar haveli, daman and diu, nct delhi"""

CITIES: Final = _table(
    {
        INDIA: _INDIAN_CITIES,
        "Asia/Dubai": "dubai, abu dhabi, sharjah, ajman, al ain, ras al khaimah, fujairah",
        "Asia/Riyadh": "riyadh, jeddah, dammam, mecca, medina, al khobar",
        "Asia/Qatar": "doha", "Asia/Kuwait": "kuwait city", "Asia/Bahrain": "manama", "Asia/Muscat": "muscat",
        "Asia/Karachi": "karachi, lahore, islamabad, rawalpindi, faisalabad",
        "Asia/Dhaka": "dhaka, chittagong, chattogram, sylhet", "Asia/Kathmandu": "kathmandu, pokhara, biratnagar",
        "Asia/Colombo": "colombo, kandy", "Asia/Thimphu": "thimphu", "Indian/Maldives": "male city",
        "Asia/Kabul": "kabul", "Asia/Tehran": "tehran", "Asia/Baghdad": "baghdad", "Asia/Jerusalem": "jerusalem, tel aviv",
        "Asia/Singapore": "singapore", "Asia/Kuala_Lumpur": "kuala lumpur, penang, johor bahru",
        "Asia/Bangkok": "bangkok, phuket", "Asia/Jakarta": "jakarta, surabaya, bandung", "Asia/Makassar": "bali, denpasar",
        "Asia/Manila": "manila, cebu, makati", "Asia/Ho_Chi_Minh": "ho chi minh city, hanoi, saigon",
        "Asia/Hong_Kong": "hong kong", "Asia/Shanghai": "shanghai, beijing, shenzhen, guangzhou", "Asia/Taipei": "taipei",
        "Asia/Tokyo": "tokyo, osaka, yokohama", "Asia/Seoul": "seoul, busan",
        "Australia/Sydney": "sydney, canberra", "Australia/Melbourne": "melbourne", "Australia/Brisbane": "brisbane, gold coast",
        "Australia/Adelaide": "adelaide", "Australia/Perth": "perth", "Australia/Hobart": "hobart",
        "Australia/Darwin": "darwin", "Pacific/Auckland": "auckland, wellington, christchurch",
        "Europe/London": "london, birmingham, manchester, leicester, leeds, glasgow, edinburgh, cardiff",
        "Europe/Dublin": "dublin", "Europe/Paris": "paris, lyon, marseille",
        "Europe/Berlin": "berlin, munich, hamburg, frankfurt", "Europe/Madrid": "madrid, barcelona",
        "Europe/Lisbon": "lisbon, porto", "Europe/Rome": "rome, milan", "Europe/Amsterdam": "amsterdam, rotterdam",
        "Europe/Brussels": "brussels, antwerp", "Europe/Zurich": "zurich, geneva", "Europe/Vienna": "vienna",
        "Europe/Stockholm": "stockholm", "Europe/Oslo": "oslo", "Europe/Copenhagen": "copenhagen",
        "Europe/Helsinki": "helsinki", "Europe/Warsaw": "warsaw", "Europe/Prague": "prague", "Europe/Athens": "athens",
        "Europe/Istanbul": "istanbul, ankara", "Europe/Moscow": "moscow, saint petersburg", "Europe/Kyiv": "kyiv",
        "Africa/Cairo": "cairo", "Africa/Nairobi": "nairobi, mombasa", "Africa/Lagos": "lagos",
        "Africa/Johannesburg": "johannesburg, durban, cape town, pretoria", "Africa/Kampala": "kampala",
        "Africa/Dar_es_Salaam": "dar es salaam", "Indian/Mauritius": "port louis",
        "America/New_York": "new york, new york city, nyc, brooklyn, jersey city, edison, boston, philadelphia, atlanta, "
        "miami, washington, washington dc, charlotte, orlando, tampa, pittsburgh",
        "America/Detroit": "detroit", "America/Chicago": "chicago, houston, dallas, austin, san antonio, minneapolis, "
        "new orleans, kansas city, saint louis, st louis",
        "America/Denver": "denver, salt lake city", "America/Phoenix": "phoenix, tucson",
        "America/Los_Angeles": "los angeles, san francisco, san jose, san diego, seattle, fremont, sunnyvale, las vegas, "
        "sacramento", "America/Anchorage": "anchorage", "Pacific/Honolulu": "honolulu",
        "America/Toronto": "toronto, brampton, mississauga, ottawa, montreal", "America/Vancouver": "vancouver, surrey bc",
        "America/Edmonton": "calgary, edmonton", "America/Winnipeg": "winnipeg", "America/Halifax": "halifax",
        "America/Mexico_City": "mexico city, guadalajara", "America/Sao_Paulo": "sao paulo, rio de janeiro",
        "America/Argentina/Buenos_Aires": "buenos aires", "America/Bogota": "bogota", "America/Lima": "lima",
        "America/Santiago": "santiago",
    }
)  # fmt: skip

# Towns of these names lie in several countries: on their own they don't outweigh the number.
SHARED_NAMES: Final = frozenset(
    ["salem", "hyderabad", "birmingham", "san jose", "santiago", "vancouver", "manchester", "aurangabad", "punjab",
     "georgia"]
)  # fmt: skip

# Countries with one clock (or one that nearly everybody there keeps), by name and by ISO letters.
COUNTRIES: Final = _table(
    {
        INDIA: "india, in, ind, bharat", "Asia/Dubai": "united arab emirates, uae, ae, are",
        "Asia/Riyadh": "saudi arabia, ksa, sa", "Asia/Qatar": "qatar, qa", "Asia/Kuwait": "kuwait, kw",
        "Asia/Bahrain": "bahrain, bh", "Asia/Muscat": "oman, om", "Asia/Karachi": "pakistan, pk",
        "Asia/Dhaka": "bangladesh, bd", "Asia/Kathmandu": "nepal, np", "Asia/Colombo": "sri lanka, lk",
        "Asia/Thimphu": "bhutan, bt", "Indian/Maldives": "maldives, mv", "Asia/Kabul": "afghanistan, af",
        "Asia/Yangon": "myanmar, burma, mm", "Asia/Singapore": "singapore, sg", "Asia/Kuala_Lumpur": "malaysia, my",
        "Asia/Bangkok": "thailand, th", "Asia/Manila": "philippines, ph", "Asia/Ho_Chi_Minh": "vietnam, vn",
        "Asia/Hong_Kong": "hong kong, hk", "Asia/Shanghai": "china, cn", "Asia/Taipei": "taiwan, tw",
        "Asia/Tokyo": "japan, jp", "Asia/Seoul": "south korea, korea, kr", "Asia/Tehran": "iran, ir",
        "Asia/Baghdad": "iraq, iq", "Asia/Jerusalem": "israel, il", "Pacific/Auckland": "new zealand, nz",
        "Europe/London": "united kingdom, uk, gb, great britain, england, scotland, wales", "Europe/Dublin": "ireland, ie",
        "Europe/Paris": "france, fr", "Europe/Berlin": "germany, de", "Europe/Madrid": "spain, es",
        "Europe/Lisbon": "portugal, pt", "Europe/Rome": "italy, it", "Europe/Amsterdam": "netherlands, nl",
        "Europe/Brussels": "belgium, be", "Europe/Zurich": "switzerland, ch", "Europe/Vienna": "austria, at",
        "Europe/Stockholm": "sweden, se", "Europe/Oslo": "norway, no", "Europe/Copenhagen": "denmark, dk",
        "Europe/Helsinki": "finland, fi", "Europe/Warsaw": "poland, pl", "Europe/Prague": "czechia, czech republic, cz",
        "Europe/Athens": "greece, gr", "Europe/Istanbul": "turkey, turkiye, tr", "Europe/Kyiv": "ukraine, ua",
        "Africa/Cairo": "egypt, eg", "Africa/Nairobi": "kenya, ke", "Africa/Lagos": "nigeria, ng",
        "Africa/Johannesburg": "south africa, za", "Africa/Kampala": "uganda, ug", "Africa/Dar_es_Salaam": "tanzania, tz",
        "Indian/Mauritius": "mauritius, mu", "America/Argentina/Buenos_Aires": "argentina, ar",
        "America/Bogota": "colombia, co", "America/Lima": "peru, pe",
    }
)  # fmt: skip

# Countries with several clocks: the state decides. Letters collide between countries, so the country comes first.
WIDE_COUNTRIES: Final = {
    **dict.fromkeys(("united states", "united states of america", "usa", "us", "america"), "US"),
    **dict.fromkeys(("canada", "ca", "can"), "CA"),
    **dict.fromkeys(("australia", "au", "aus"), "AU"),
}
STATES: Final = {
    "US": _table(
        {
            "America/New_York": "connecticut, ct, delaware, de, district of columbia, dc, florida, fl, georgia, ga, maine, me, "
            "maryland, md, massachusetts, ma, new hampshire, nh, new jersey, nj, new york, ny, north carolina, nc, ohio, oh, "
            "pennsylvania, pa, rhode island, ri, south carolina, sc, vermont, vt, virginia, va, west virginia, wv, kentucky, ky",
            "America/Detroit": "michigan, mi", "America/Indiana/Indianapolis": "indiana, in",
            "America/Chicago": "alabama, al, arkansas, ar, illinois, il, iowa, ia, kansas, ks, louisiana, la, minnesota, mn, "
            "mississippi, ms, missouri, mo, nebraska, ne, north dakota, nd, oklahoma, ok, south dakota, sd, tennessee, tn, "
            "texas, tx, wisconsin, wi",
            "America/Denver": "colorado, co, montana, mt, new mexico, nm, utah, ut, wyoming, wy",
            "America/Boise": "idaho, id", "America/Phoenix": "arizona, az",
            "America/Los_Angeles": "california, ca, nevada, nv, oregon, or, washington, wa",
            "America/Anchorage": "alaska, ak", "Pacific/Honolulu": "hawaii, hi", "America/Puerto_Rico": "puerto rico, pr",
        }
    ),
    "CA": _table(
        {
            "America/Toronto": "ontario, on, quebec, qc", "America/Vancouver": "british columbia, bc",
            "America/Edmonton": "alberta, ab", "America/Winnipeg": "manitoba, mb", "America/Regina": "saskatchewan, sk",
            "America/Halifax": "nova scotia, ns, new brunswick, nb, prince edward island, pe",
            "America/St_Johns": "newfoundland, newfoundland and labrador, nl",
        }
    ),
    "AU": _table(
        {
            "Australia/Sydney": "new south wales, nsw, act, australian capital territory",
            "Australia/Melbourne": "victoria, vic", "Australia/Brisbane": "queensland, qld",
            "Australia/Adelaide": "south australia, sa", "Australia/Perth": "western australia, wa",
            "Australia/Hobart": "tasmania, tas", "Australia/Darwin": "northern territory, nt",
        }
    ),
    "": _table({INDIA: _INDIAN_STATES}),  # states clear enough to stand without a country
}  # fmt: skip

# Where most people of a wide dialling area live, for numbers that don't say more.
MAIN_ZONES: Final = ("America/New_York", "Europe/Moscow", "Australia/Sydney", "America/Sao_Paulo", "Asia/Jakarta",
                     "America/Mexico_City", "Asia/Almaty", "Europe/Lisbon", "Europe/Madrid")  # fmt: skip

# Old names phonenumbers still gives.
RENAMED: Final = {
    "Asia/Calcutta": INDIA, "Asia/Katmandu": "Asia/Kathmandu", "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Asia/Rangoon": "Asia/Yangon", "Europe/Kiev": "Europe/Kyiv", "Asia/Dacca": "Asia/Dhaka",
}  # fmt: skip
