"""The headings people give their columns, in their normal form: words only, no rules."""

from __future__ import annotations

HEADINGS: dict[str, str] = {
    "name": (
        "name|full name|customer name|cust name|customer|client name|client|contact name"
        "|contact person|person|lead name|lead|fullname|student name|patient name|member name"
        "|applicant name|applicant|borrower name|name of customer|name of client|name of party"
        "|prospect|prospect name|sender name|buyer name|candidate name|display name|file as"
        "|contact full name|user name|guest name|owner name|investor name|नाम|पूरा नाम|ग्राहक का नाम"
        "|ग्राहक|नाव|પૂરું નામ|નામ|பெயர்|నామం|పేరు|ಹೆಸರು|നാമം|നাম"
    ),
    "first_name": ("first name|firstname|fname|given name|first|forename|पहला नाम"),
    "middle_name": ("middle name|middle|middlename|mname|additional name|middle initial"),
    "last_name": ("last name|lastname|lname|surname|family name|last|उपनाम|कुलनाम"),
    "company": (
        "company|company name|organization|organisation|organization name|organization 1 name|firm"
        "|firm name|business name|account name|shop|shop name|org|employer|sender company|business"
        "|college|school|hospital|कंपनी|फर्म|संस्था"
    ),
    "phone": (
        "phone|phone no|phone number|phone num|phoneno|phonenumber|ph|ph no|ph number|mobile"
        "|mobile no|mobile number|mobile num|mobileno|mobilenumber|mob|mob no|mob number|mobno|mo"
        "|mo no|m no|cell|cell no|cell phone|cellphone|cell number|tel|tel no|telephone|telephone no"
        "|telephone number|landline|landline no|contact no|contact number|contact num|contactno"
        "|cont no|cont|con no|contact mobile|contact phone|contact details|customer mobile"
        "|customer phone|customer mobile number|cust mobile|cust mob|customer contact|customer number"
        "|customer no|cust no|number|whatsapp|whatsapp no|whatsapp number|wa no|wa number|calling no"
        "|calling number|dial|dial number|sender mobile|sender phone|primary phone|primary mobile"
        "|phone value|registered mobile|registered mobile number|reg mobile no|फोन|फ़ोन|फोन नंबर"
        "|मोबाइल|मोबाइल नंबर|मोबाईल|मोबाईल नंबर|मोबाइल न|मो न|मोबाईल क्रमांक|दूरभाष|संपर्क"
        "|संपर्क नंबर|नंबर|મોબાઇલ|મોબાઈલ|கைபேசி|మొబైల్|ಮೊಬೈಲ್"
    ),
    "email": (
        "email|e mail|email id|e mail id|emailid|mail|mail id|email address|e mail address"
        "|email value|gmail|sender email|ईमेल|ई मेल|इमेल"
    ),
    "address": (
        "address|addr|full address|address1|address 1|address 1 street|address line 1|street"
        "|street address|business street|home street|residence address|office address"
        "|permanent address|current address|sender address|area|locality|landmark|address2|address 2"
        "|address3|address line 2|address line 3|address line|village|पता|पत्ता|गाँव|गांव|एरिया|इलाका"
    ),
    "city": (
        "city|cities|town|city name|address 1 city|business city|home city|location|district|dist|place"
        "|sender city|taluka|शहर|नगर|जिला|स्थान"
    ),
    "state": (
        "state|state name|address 1 region|region|province|business state|home state|sender state|राज्य|प्रदेश"
    ),
    "postal_code": (
        "pin|pincode|pin code|zip|zipcode|zip code|postal code|postcode|post code"
        "|address 1 postal code|business postal code|home postal code|sender pincode|पिन|पिन कोड"
        "|पिनकोड"
    ),
    "country": (
        "country|country name|address 1 country|business country region|home country region"
        "|business country|nation|sender country iso|देश"
    ),
    "language": ("language|lang|preferred language|mother tongue|भाषा"),
    "score": (
        "score|lead score|leadscore|lead scoring|score of lead|prospect score|rating|lead rating|lead quality"
        "|lead grade|lead temperature|temperature|hot warm cold|lead potential|lead rank|स्कोर|रेटिंग"
    ),
    "product": (
        "product|product name|product interest|product interested in|interested product|product of interest"
        "|product enquired|product enquiry|enquired product|product required|interested in|interest in"
        "|interest|service|service name|service required|service interested in|interested service"
        "|loan type|type of loan|loan product|loan category|loan required|policy type|plan interested in"
        "|course|course name|course interested in|interested course|query product name|उत्पाद|प्रोडक्ट|सेवा|कोर्स"
    ),
    "source": (
        "source|lead source|leadsource|source of lead|lead from|campaign name|utm source|medium"
        "|channel|platform|reference|referred by|ref by|ref|स्रोत"
    ),
    "note": (
        "note|notes|remark|remarks|comment|comments|description|desc|details|message|requirement"
        "|requirements|enquiry|inquiry|query|query message|call notes|call remarks|last remark"
        "|last remarks|discussion|feedback remarks|observation|subject|टिप्पणी|विवरण|रिमार्क|नोट"
    ),
    "owner": (
        "owner|lead owner|assigned to|assigned|assignee|agent|agent name|telecaller|telecaller name"
        "|caller|caller name|executive|executive name|sales person|salesperson|sales executive"
        "|sales rep|rep|counsellor|counselor|handled by|allocated to|allotted to|alloted to|given to"
        "|rm|rm name|relationship manager|contact owner|employee|employee name|tele caller|tc name"
    ),
    "status": ("status|lead status|stage|lead stage|current status|pipeline stage|स्थिति"),
    "result": (
        "result|last result|disposition|dispo|call status|call result|call outcome|call disposition"
        "|outcome|response|feedback|call response|last call status|calling status|customer response"
        "|call feedback|परिणाम"
    ),
    "next_call_date": (
        "next call|next call date|next call on|follow up|followup|follow up date|followup date"
        "|follow up dt|f up|fup|fu date|f u date|next follow up|next followup|next follow up date"
        "|next followup date|call back|callback|call back date|callback date|cb date|call back on"
        "|reminder|reminder date|next date|next action date|next contact date|revisit date"
        "|follow up on|appointment|appointment date|अगली कॉल|अगली तारीख"
    ),
    "next_call_time": (
        "next call time|follow up time|followup time|call back time|callback time|cb time|fu time"
        "|appointment time"
    ),
    "created_at": (
        "created|created at|created on|created time|created date|creation date|date created|lead date"
        "|entry date|enquiry date|inquiry date|date|date added|added on|timestamp|received on|rcvd on"
        "|rcvdon|query time|query date|submitted at|lead created|lead created on|दिनांक|तारीख|तिथि"
    ),
    "tags": ("tag|tags|label|labels|category|categories|group|groups|group membership|segment|keywords"),
    "birthday": ("birthday|birth date|birthdate|date of birth|dob|d o b|जन्म तिथि|जन्मदिन"),
    "gender": ("gender|sex|m f|लिंग"),
    "amount": (
        "amount|amt|loan amount|loan amt|budget|price|value|deal value|premium|emi|outstanding"
        "|outstanding amount|due amount|balance|bill amount|fees|amount due|annual revenue|राशि|रकम"
    ),
    "phone_label": ("phone label|phone type"),
    "ignore": (
        "sr|sr no|srno|s no|sno|sl|sl no|slno|serial|serial no|serial number|no|क्रमांक|क्र|क्र सं"
        "|क्रम|phone code|country code|std code|fax|business fax|home fax|other fax|pager|telex|isdn"
        "|receiver mobile|modified time|modified by|created by|last activity time|list id"
        "|e mail label|email label|e mail type|email type|e mail display name|photo|website|web page"
        "|file|page|mobile verified|assistants phone|call duration|inbox url|is organic|ad id"
        "|adset id|form id|campaign id|branchpin|parentid|dncmobile|dncphone"
    ),
}
"""Targets and the headings that mean them, parted by "|"."""
