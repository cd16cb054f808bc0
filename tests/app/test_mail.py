"""Mail leaves once, to one mailbox, over a line that nobody reads along; then its text is gone."""

import ssl
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from flask import Flask

from app import jobs, mail
from app.clock import moved_to, now
from app.database import db, transaction
from app.jobs import Job, JobState
from app.mail import OutgoingMail
from app.personal_record import erase_person, export_person
from app.smtp import Letter, NotSent, Server, compose, hand_over, read_server
from config import ConfigurationError, read_settings
from tests.factories import make_organisation, make_person
from tests.postbox import SENDER, Postbox, deliver, postbox, text_of

TO = "anna@elders.example"


@pytest.fixture
def box(app: Flask) -> Iterator[Postbox]:
    with postbox(app) as found:
        yield found


def put_on_its_way(app: Flask, recipient: str = TO, subject: str = "Sessie") -> str:
    with app.app_context(), transaction():
        found = mail.send(recipient, subject, "Er staat één ding op je te wachten.\n")
        return found.public_id if found else ""


def left(app: Flask) -> list[OutgoingMail]:
    with app.app_context():
        return db.session.query(OutgoingMail).order_by(OutgoingMail.id).all()


def test_a_mail_leaves_once_and_is_emptied(app: Flask, box: Postbox) -> None:
    key = put_on_its_way(app)
    deliver(app)
    (arrived,) = box.mails
    assert (arrived["From"], arrived["To"]) == (f"Leerlus <{SENDER}>", TO)
    assert arrived["Message-ID"] == f"<{key}@gemeente.example>"
    assert "één ding" in text_of(arrived)
    (row,) = left(app)
    assert (row.body, row.calendar) == ("", "")
    assert row.sent_at is not None
    with app.app_context():
        with transaction():
            jobs.enqueue(mail.JOB, {"mail": key})
        jobs.drain()
    assert len(box.mails) == 1


def test_a_busy_server_is_asked_again_with_the_same_message(app: Flask, box: Postbox) -> None:
    box.answers = ["451 4.7.1 Kom later terug"] * 5
    key = put_on_its_way(app)
    with app.app_context():
        for minutes in range(5):
            with moved_to(now() + timedelta(minutes=minutes)):
                jobs.drain()
        (job,) = db.session.query(Job).filter_by(kind=mail.JOB)
        assert job.state is JobState.FAILED
        assert TO not in job.error
        db.session.rollback()
        with moved_to(now() + timedelta(minutes=30)):
            mail.tidy_mail(jobs.Run(0, "", {}))
            jobs.drain()
    assert [one["Message-ID"] for one in box.mails] == [f"<{key}@gemeente.example>"]
    assert left(app)[0].body == ""


def test_an_address_that_is_refused_is_not_tried_again(app: Flask, box: Postbox) -> None:
    box.answers = ["550 5.1.1 Onbekend"]
    put_on_its_way(app)
    deliver(app)
    (row,) = left(app)
    assert (row.body, row.sent_at, box.mails) == ("", None, [])


def test_old_mail_is_given_up_and_forgotten(app: Flask, box: Postbox) -> None:
    del box
    app.config["SMTP_URL"] = "smtp://127.0.0.1:9"
    put_on_its_way(app)
    for days, bodies in ((1, ["Er staat"]), (3, [""]), (31, None)):
        with app.app_context(), moved_to(now() + timedelta(days=days)):
            mail.tidy_mail(jobs.Run(0, "", {}))
        assert [one.body[:8] for one in left(app)] == (bodies or [])


@pytest.mark.parametrize(
    "recipient",
    [
        "anna@elders.example\r\nBcc: ander@elders.example",
        "anna@elders.example, ander@elders.example",
        "Anna <anna@elders.example>",
        "anna",
        "",
    ],
)
def test_what_is_not_one_mailbox_gets_nothing(app: Flask, box: Postbox, recipient: str) -> None:
    assert put_on_its_way(app, recipient) == ""
    deliver(app)
    assert box.mails == []


def test_a_subject_cannot_begin_a_header(app: Flask, box: Postbox) -> None:
    put_on_its_way(app, subject="Sessie\r\nBcc: ander@elders.example\r\n\r\nHallo")
    deliver(app)
    (arrived,) = box.mails
    assert arrived["Bcc"] is None
    assert arrived["Subject"] == "Sessie Bcc: ander@elders.example Hallo"
    assert box.recipients == [TO]


def test_a_closed_account_gets_no_mail(app: Flask, box: Postbox) -> None:
    with app.app_context(), transaction():
        person = make_person(make_organisation(), email=TO)
        number = person.id
    put_on_its_way(app, TO.upper())
    with app.app_context(), transaction():
        db.session.get_one(type(person), number).active = False
    assert put_on_its_way(app) == ""
    deliver(app)
    assert box.mails == []
    assert [one.body for one in left(app)] == [""]


def test_without_a_server_nothing_waits(app: Flask) -> None:
    assert put_on_its_way(app) == ""
    with app.app_context():
        assert db.session.query(Job).filter_by(kind=mail.JOB).count() == 0


def test_who_got_what_is_handed_over_and_erased(app: Flask, box: Postbox) -> None:
    with app.app_context(), transaction():
        number = make_person(make_organisation(), email=TO).id
    put_on_its_way(app, subject="Sessie op vrijdag")
    with app.app_context():
        told = export_person(number)["mail"]["mails"]
        assert [one["onderwerp"] for one in told] == ["Sessie op vrijdag"]
        db.session.rollback()
        with transaction():
            erase_person(number)
    deliver(app)
    assert (left(app), box.mails) == ([], [])


def letter(recipient: str = TO) -> Letter:
    return Letter("abc", SENDER, recipient, "Sessie", "Hallo\n", now())


def certificate(folder: Path) -> Path:
    """A certificate of a server that nobody knows, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.gemeente.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


def test_a_password_goes_only_to_a_server_that_proves_who_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = certificate(tmp_path)
    secrets = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    secrets.load_cert_chain(path)
    heard: list[bytes] = []

    def let_in(*given: object) -> object:
        from aiosmtpd.smtp import AuthResult  # noqa: PLC0415 - beside its only use

        heard.append(given[-1].password)  # type: ignore[attr-defined]
        return AuthResult(success=True)

    options = {"tls_context": secrets, "require_starttls": True, "authenticator": let_in}
    with postbox(None, **options) as box:
        url = box.url.replace("smtp://", "smtp://leerlus:geh%40im@")
        server = read_server(url)
        with pytest.raises(NotSent, match="SSLCertVerificationError"):
            hand_over(letter(), server)
        assert (heard, box.mails) == ([], [])
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        hand_over(letter(), server)
        assert heard == [b"geh@im"]
        assert len(box.mails) == 1


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", Server("mail.example", 25, False, False)),
        ("smtp://mail.example?starttls=1", Server("mail.example", 587, False, True)),
        ("smtp://a:b@mail.example", Server("mail.example", 587, False, True, "a", "b")),
        (
            "smtp://a:b@mail.example:25?starttls=0",
            Server("mail.example", 25, False, False, "a", "b"),
        ),
        ("smtps://a:b@mail.example", Server("mail.example", 465, True, False, "a", "b")),
    ],
)
def test_the_address_of_a_server_says_how_to_speak_to_it(url: str, server: Server) -> None:
    assert read_server(url) == server


def test_the_message_survives_any_line_and_any_letter() -> None:
    text = "." + "é" * 2000 + "\n.\nFrom hier\n"
    made = compose(Letter("abc", SENDER, TO, "Sessie", text, now()))
    assert made.get_content() == text
    assert max(len(line) for line in bytes(made).splitlines()) <= 998


@pytest.mark.parametrize(
    "settings",
    [
        {"SMTP_URL": "http://mail.example"},
        {"SMTP_URL": "smtp://mail.example:x"},
        {"SMTP_URL": "smtp://mail.example", "MAIL_FROM": "Leerlus <leerlus@gemeente.example>"},
        {"SMTP_URL": "smtp://mail.example", "LEERLUS_ENV": "production"},
    ],
)
def test_half_a_setting_is_refused_at_the_start(tmp_path: Path, settings: dict[str, str]) -> None:
    safe = {
        "LEERLUS_DATA": str(tmp_path),
        "SECRET_KEY": "s" * 32,
        "TRUSTED_HOSTS": "leerlus.example",
        "BASE_URL": "https://leerlus.example",
    }
    assert read_settings(safe)
    with pytest.raises(ConfigurationError, match=r"SMTP_URL|MAIL_FROM"):
        read_settings({**safe, **settings})
