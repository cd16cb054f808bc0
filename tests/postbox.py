"""A real mail server for tests, that keeps what it was given and refuses what it is told to."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from flask import Flask

from app import jobs

SENDER = "leerlus@gemeente.example"


@dataclass
class Postbox:
    """What arrived, and to whom it went; `answers` holds what to say to the next messages."""

    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    url: str = ""

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients.extend(envelope.rcpt_tos)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """What arrived for one address, in order."""
        return [mail for mail in self.mails if mail["To"] == address]


def calendar_of(mail: EmailMessage) -> tuple[str, str]:
    """The method that a mail program sees, and the text of the calendar file, unfolded."""
    part = next(one for one in mail.walk() if one.get_content_type() == "text/calendar")
    text = part.get_content().replace("\r\n", "\n").replace("\n ", "")
    return str(part.get_param("method")), text


def text_of(mail: EmailMessage) -> str:
    """The text as a person reads it."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@contextmanager
def postbox(app: Flask | None = None, **options: Any) -> Iterator[Postbox]:
    """A server on a free port; the program, when given, sends its mail there."""
    found = Postbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(found, hostname="127.0.0.1", port=port, **options)
    controller.start()
    found.url = f"smtp://127.0.0.1:{port}"
    if app is not None:
        app.config.update(SMTP_URL=found.url, MAIL_FROM=SENDER)
    try:
        yield found
    finally:
        controller.stop()


def deliver(app: Flask) -> None:
    """Let the worker do what is due now."""
    with app.app_context():
        jobs.drain()
