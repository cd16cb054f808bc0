"""One message over SMTP: where the server stands, what the message looks like, handing it over.

Knows neither the database nor the pages. A server with a password is spoken to under TLS with a
checked certificate, unless its address says otherwise.
"""

import re
import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import parse_qs, unquote, urlsplit

TIMEOUT = 20.0
PORTS = {"smtp": 25, "smtps": 465}
SUBMISSION = 587
PERMANENT = 500
LONGEST_SUBJECT = 200
# One mailbox and nothing else: no line ends, no second address, no name around it.
ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\\x00-\x1f\x7f]+@[^\s@<>,;:\"()\[\]\\\x00-\x1f\x7f]+")


class NotSent(Exception):
    """The message did not leave. It names no address; `for_good` says that trying is no use."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.for_good = for_good


@dataclass(frozen=True)
class Server:
    """Where mail is handed over, and how."""

    host: str
    port: int
    secure: bool
    starttls: bool
    user: str = ""
    password: str = ""


@dataclass(frozen=True)
class Letter:
    """What one person gets; `calendar` is an iCalendar file with its method beside it."""

    key: str
    sender: str
    recipient: str
    subject: str
    body: str
    written_at: datetime
    calendar: str = ""
    method: str = ""


def read_server(url: str) -> Server:
    """The server behind `smtp://user:password@host:port` or `smtps://`, with `?starttls=0|1`.

    Raises ValueError when it is no such address.
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("no address of a mail server")
    secure = parts.scheme == "smtps"
    chosen = parse_qs(parts.query).get("starttls", [""])[0]
    starttls = not secure and (chosen == "1" or (chosen != "0" and bool(parts.username)))
    usual = SUBMISSION if starttls else PORTS[parts.scheme]
    return Server(
        parts.hostname,
        parts.port or usual,
        secure,
        starttls,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def is_address(text: str) -> bool:
    """Whether this is one mailbox, without anything that could begin a header of its own."""
    return ADDRESS.fullmatch(text) is not None


def clean_line(text: str) -> str:
    """A text that fits in one header: no line ends or other control characters."""
    kept = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(kept.split())[:LONGEST_SUBJECT]


def compose(letter: Letter) -> EmailMessage:
    """The message: plain text, and the calendar file as mail programs expect it.

    The Message-ID comes from the key, so that a message that is sent twice is known to be one.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = Address("Leerlus", addr_spec=letter.sender)
    message["To"] = Address(addr_spec=letter.recipient)
    message["Subject"] = clean_line(letter.subject)
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = f"<{letter.key}@{domain(letter.sender)}>"
    # RFC 3834: no holiday notes in answer, please.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body, cte="quoted-printable")
    if letter.calendar:
        _attach(message, letter)
    return message


def _attach(message: EmailMessage, letter: Letter) -> None:
    """Once as the other form of the text, for calendars that answer; once as a file to open."""
    message.add_alternative(
        letter.calendar,
        subtype="calendar",
        cte="quoted-printable",
        params={"method": letter.method},
    )
    message.make_mixed()
    message.add_attachment(
        letter.calendar.encode(), maintype="application", subtype="ics", filename="agenda.ics"
    )


def domain(address: str) -> str:
    """What stands behind the at sign."""
    return address.rpartition("@")[2]


def hand_over(letter: Letter, server: Server) -> None:
    """Give one message to the server. Raises NotSent, whose words hold no address."""
    try:
        with _connected(server, domain(letter.sender)) as connection:
            connection.send_message(
                compose(letter), from_addr=letter.sender, to_addrs=[letter.recipient]
            )
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _words in error.recipients.values()]
        raise NotSent(f"refused: {codes}", for_good=min(codes) >= PERMANENT) from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(type(error).__name__) from None


def _connected(server: Server, own_name: str) -> smtplib.SMTP:
    """A connection, encrypted and signed in where the server asks for it."""
    secrets = ssl.create_default_context()
    if server.secure:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, own_name, timeout=TIMEOUT, context=secrets
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, own_name, timeout=TIMEOUT)
    try:
        if server.starttls:
            connection.starttls(context=secrets)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection
