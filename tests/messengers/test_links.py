"""Links that hand a message over: whatever the text holds stays text."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.messages import Channel
from crm_desktop.messengers import LinkMessenger, MessageRequest, NotHanded
from crm_desktop.messengers.links import LONGEST_LINK, WAYS

NUMBER, ADDRESS = "+919800000417", "meera@example.in"
EVERY_TEXT = st.text(min_size=1, max_size=100)


def request(channel: Channel, body: str, subject: str = "") -> MessageRequest:
    return MessageRequest(channel, body, e164=NUMBER, email=ADDRESS, subject=subject)


class System:
    """Programs of a computer: which schemes they take, and what they were given."""

    def __init__(self, *schemes: str, takes: bool = True) -> None:
        self.schemes, self.takes, self.opened = schemes, takes, list[str]()

    def messenger(self) -> LinkMessenger:
        return LinkMessenger(self.open, lambda scheme: scheme in self.schemes)

    def open(self, url: str) -> bool:
        self.opened.append(url)
        return self.takes


@pytest.mark.parametrize("way", WAYS, ids=lambda w: w.name)
@given(body=EVERY_TEXT)
def test_the_text_comes_out_as_it_went_in_and_adds_nothing(way: object, body: str) -> None:
    url = way.link(request(way.channel, body))  # type: ignore[attr-defined]
    parts = urlsplit(url)
    assert not parts.fragment
    given_back = parse_qs(parts.query, keep_blank_values=True, strict_parsing=True, errors="surrogatepass")
    wanted = {"whatsapp": {"phone", "text"}, "wa.me": {"text"}, "sms": {"body"}, "mailto": {"body"}}
    assert set(given_back) == wanted[way.name]  # type: ignore[attr-defined]
    shown = given_back.get("text") or given_back["body"]
    assert [s.replace("\r\n", "\n") for s in shown] == [body.replace("\r\n", "\n")]
    assert url.isascii()
    assert not set(url) & set(" \"'<>\\^`{|}\n\r\t")


@pytest.mark.parametrize(
    ("channel", "schemes", "begins"),
    [
        (Channel.WHATSAPP, ("whatsapp", "https"), "whatsapp://send?phone=919800000417&text=Hello%20Meera"),
        (Channel.WHATSAPP, ("https",), "https://wa.me/919800000417?text=Hello%20Meera"),
        (Channel.SMS, ("sms",), "sms:+919800000417?body=Hello%20Meera"),
        (Channel.EMAIL, ("mailto",), "mailto:meera@example.in?subject=Rates&body=Hello%20Meera"),
    ],
)
def test_the_first_program_that_takes_it_gets_it(
    channel: Channel, schemes: tuple[str, ...], begins: str
) -> None:
    system = System(*schemes)
    handed = system.messenger().hand_over(request(channel, "Hello Meera", "Rates"))
    assert system.opened == [begins]
    assert not handed.text_left_out


def test_when_whatsapp_does_not_take_it_the_browser_does() -> None:
    system = System("whatsapp", "https")
    answers = iter((False, True))
    messenger = LinkMessenger(lambda url: system.open(url) and next(answers), lambda scheme: True)
    assert messenger.hand_over(request(Channel.WHATSAPP, "Hello")).handler == "wa.me"
    assert [url[:8] for url in system.opened] == ["whatsapp", "https://"]


@pytest.mark.parametrize("channel", list(Channel))
def test_without_a_program_nothing_is_opened_and_one_sentence_says_so(channel: Channel) -> None:
    system = System()
    with pytest.raises(NotHanded, match="on this computer"):
        system.messenger().hand_over(request(channel, "Hello"))
    assert system.opened == []


def test_a_long_text_is_left_out_of_the_link_and_the_chat_opens() -> None:
    system = System("whatsapp")
    handed = system.messenger().hand_over(request(Channel.WHATSAPP, "नमस्ते " * 60))
    assert handed.text_left_out
    assert system.opened == ["whatsapp://send?phone=919800000417"]
    assert len(system.opened[0]) < LONGEST_LINK


def test_a_subject_can_add_no_header() -> None:
    system = System("mailto")
    system.messenger().hand_over(request(Channel.EMAIL, "Hello", "Rates\r\nBcc: other@example.org"))
    assert "%0D" not in system.opened[0]
    assert unquote(system.opened[0]).count("Bcc") == 1
    assert set(parse_qs(urlsplit(system.opened[0]).query)) == {"subject", "body"}


@pytest.mark.parametrize(
    "address", ["", "a@b.in?bcc=c@d.in", "a@b.in,c@d.in", "a b@c.in", "a@b.in\nBcc:c@d.in", "a@@b"]
)
def test_an_address_that_is_more_than_one_address_is_refused(address: str) -> None:
    system = System("mailto")
    with pytest.raises(NotHanded, match="can't be used"):
        system.messenger().hand_over(MessageRequest(Channel.EMAIL, "Hello", email=address))


@pytest.mark.parametrize("number", ["", "98200", "+91 98200 12345", "+0123456", "+91982001234&text=x"])
def test_only_whole_numbers_are_written_to(number: str) -> None:
    system = System("whatsapp", "https", "sms")
    for channel in (Channel.WHATSAPP, Channel.SMS):
        with pytest.raises(NotHanded, match="can't take messages"):
            system.messenger().hand_over(MessageRequest(channel, "Hello", e164=number))
    assert system.opened == []
