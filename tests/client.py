"""A browser without a screen, that looks critically at every page it is given.

Each page is checked for what holds on every page of the product: a title, one heading, labels,
tokens against forgery, no inline code, no address of another site (but for the text of a law). A
test that only wants to see who may read what has so checked the page as well.
"""

import json
import secrets
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from app.clock import now
from app.database import transaction
from app.people.models import WebSession
from app.people.operations import hashed

ADDRESSES = ("href", "src", "action", "formaction", "srcset", "poster", "data")
LAW_TEXTS = ("https://wetten.overheid.nl/", "https://eur-lex.europa.eu/")
CONTROLS = "//input | //select | //textarea"
UNLABELLED = ("hidden", "submit", "button", "image", "reset")
STRICT = ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'")
SELF_SENT = ("csrf_token", "submission_key", "version", "next")


@dataclass(frozen=True)
class Page:
    """An answer of the program, as a test looks at it."""

    url: str
    status: int
    headers: dict[str, str]
    text: str

    @property
    def request_id(self) -> str:
        return self.headers["X-Request-Id"]

    @property
    def location(self) -> str:
        """Where a redirect leads, without the name of the site."""
        parts = urlsplit(self.headers.get("Location", ""))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @cached_property
    def document(self) -> Any:
        return html.document_fromstring(self.text)

    @property
    def main(self) -> str:
        """The words between header and footer, as a reader sees them."""
        return " ".join(self.document.xpath("string(//main)").split())

    @property
    def title(self) -> str:
        return str(self.document.xpath("normalize-space(//title)"))

    @property
    def links(self) -> list[str]:
        """The pages of this site that the page leads to, each once."""
        found = (str(one).split("#")[0] for one in self.document.xpath("//main//a/@href"))
        return list(dict.fromkeys(one for one in found if one.startswith("/")))

    def form(self, action: str | None = None) -> Any:
        """The form that posts to this address, or the only one of the page itself."""
        posting = self.document.xpath("//main//form[translate(@method, 'POST', 'post')='post']")
        fitting = [
            one
            for one in posting
            if action is None or (one.get("action") or self.url).split("?")[0] == action
        ]
        assert len(fitting) == 1, f"{len(fitting)} forms on {self.url} post to {action or 'it'}"
        return fitting[0]

    def __contains__(self, words: str) -> bool:
        """Whether these words stand in the answer, in its text or in a header."""
        return words in self.text or any(words in value for value in self.headers.values())


class Browser:
    """Somebody at a screen; `person` is signed in without the slow check of a password."""

    def __init__(self, app: Flask, person: int | None = None) -> None:
        self.app = app
        self.client = app.test_client()
        self.cookie = app.config["SESSION_COOKIE_NAME"]
        self.page: Page | None = None
        self._token = ""
        if person is not None:
            self.enter(person)

    def enter(self, person_id: int) -> None:
        """Give this browser a session of a person; must not run inside an application context."""
        key = secrets.token_urlsafe(16)
        with self.app.app_context(), transaction():
            from app.database import db  # noqa: PLC0415 - beside its only use

            db.session.add(
                WebSession(
                    id_hash=hashed(key),
                    person_id=person_id,
                    data=json.dumps({"person_id": person_id}),
                    created_at=now(),
                    seen_at=now(),
                )
            )
        self.client.set_cookie(self.cookie, key)

    def get(self, url: str, *, follow: bool = False) -> Page:
        """Fetch and inspect a page."""
        return self._show(url, self.client.get(url), follow)

    def post(self, url: str, *, follow: bool = False, **values: Any) -> Page:
        """Send values to an address with a token, as somebody who makes up requests would."""
        data = {"csrf_token": self.token, **values}
        return self._show(url, self.client.post(url, data=data), follow)

    def submit(
        self, action: str | None = None, *, press: str = "", follow: bool = True, **values: Any
    ) -> Page:
        """Fill in a form of the present page and send it; unknown fields are an error.

        `press` is the button, by the words on it, when its name and value matter.
        """
        assert self.page is not None
        form = self.page.form(action)
        target = form.get("action") or self.page.url
        filled: dict[str, Any] = filled_in(form)
        unknown = set(values) - {one.get("name") for one in form.xpath(".//*[@name]")}
        assert not unknown, f"the form on {self.page.url} has no {', '.join(sorted(unknown))}"
        filled.update(values)
        if press:
            (button,) = [one for one in form.xpath(".//button") if press in one.text_content()]
            filled[button.get("name") or "_"] = button.get("value") or ""
        return self._show(target, self.client.post(target, data=filled), follow)

    @property
    def token(self) -> str:
        """The token against forgery of this session, read from a page."""
        if not self._token:
            page = self._show("/privacy", self.client.get("/privacy"), follow=False)
            self._token = page.document.xpath("//input[@name='csrf_token']/@value")[0]
        return self._token

    def _show(self, url: str, response: TestResponse, follow: bool) -> Page:
        page = Page(url, response.status_code, dict(response.headers), response.get_data(True))
        response.close()
        inspect_answer(page)
        if page.headers["Content-Type"].startswith("text/html") and page.status not in (301, 302):
            inspect_page(page)
        if follow and page.status in (301, 302, 303):
            return self.get(page.location, follow=True)
        self.page = page
        return page


def filled_in(form: Any) -> dict[str, list[str]]:
    """What a browser would send of a form as it stands, without its buttons."""
    # lxml says "on" of a ticked box whose value is empty; a browser sends the empty value.
    empty = set(form.xpath(".//input[@value='' and @checked]/@name"))
    found: dict[str, list[str]] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append("" if value == "on" and name in empty else value)
    return found


def inspect_answer(page: Page) -> None:
    """What every answer keeps to, whatever it is."""
    policy = page.headers.get("Content-Security-Policy", "")
    for part in STRICT:
        assert part in policy, f"{page.url}: the policy lacks {part}"
    assert "unsafe" not in policy, f"{page.url}: {policy}"
    assert "*" not in policy, f"{page.url}: {policy}"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    if page.url.startswith("/openbaar/") and page.status in (200, 304):
        # The same for every reader: this alone a cache may keep, and it leaves no cookie.
        assert page.headers["Cache-Control"] == "public, max-age=0, must-revalidate", page.url
        assert "Set-Cookie" not in page.headers, page.url
    elif not page.url.startswith("/static/"):
        assert page.headers["Cache-Control"] == "no-store", page.url


def inspect_page(page: Page) -> None:
    """What every page keeps to; the message names the page and what is wrong on it."""
    wrong = [
        *_heading_problems(page),
        *_label_problems(page),
        *_form_problems(page),
        *_inline_problems(page),
        *_address_problems(page),
    ]
    assert not wrong, f"{page.url} ({page.status}): " + "; ".join(wrong)


def _heading_problems(page: Page) -> list[str]:
    wrong = []
    name = page.title.removesuffix(" - Leerlus")
    if name == page.title or not name.strip():
        wrong.append(f"title '{page.title}'")
    headings = page.document.xpath("//h1")
    if len(headings) != 1 or not headings[0].text_content().strip():
        wrong.append(f"{len(headings)} h1")
    if page.document.get("lang") not in ("nl", "en"):
        wrong.append("no language")
    twice = [one for one, count in Counter(page.document.xpath("//@id")).items() if count > 1]
    return wrong + [f"id {one} stands there twice" for one in twice]


def _label_problems(page: Page) -> list[str]:
    named = set(page.document.xpath("//label[normalize-space()]/@for"))
    controls = [one for one in page.document.xpath(CONTROLS) if one.get("type") not in UNLABELLED]
    wrong = [
        f"{one.tag} {one.get('name')} has no label"
        for one in controls
        if one.get("id") not in named
        and not (one.get("aria-label") or one.get("aria-labelledby"))
        and not one.xpath("ancestor::label")
    ]
    silent = [
        one
        for one in page.document.xpath("//button | //a")
        if not (one.text_content().strip() or one.get("aria-label") or one.xpath(".//img[@alt]"))
    ]
    return wrong + [f"a {one.tag} without words" for one in silent]


def _form_problems(page: Page) -> list[str]:
    return [
        f"the form to {form.get('action') or 'this page'} has no token"
        for form in page.document.xpath("//form")
        if (form.get("method") or "get").lower() == "post"
        and not form.xpath(".//input[@name='csrf_token'][string-length(@value) > 20]")
    ]


def _inline_problems(page: Page) -> list[str]:
    found = page.document.xpath("//style | //script[not(@src)] | //*[@style]")
    wrong = [f"inline code in {one.tag}" for one in found]
    names = page.document.xpath("//@*[starts-with(name(), 'on')]")
    handlers = {one.attrname for one in names}
    return wrong + [f"inline handler {name}" for name in handlers]


def _address_problems(page: Page) -> list[str]:
    addresses = [one for name in ADDRESSES for one in page.document.xpath(f"//@{name}")]
    # The text of a law stands elsewhere: a link may lead there that says not from where.
    for one in page.document.xpath("//a[@rel='noreferrer']/@href"):
        if one.startswith(LAW_TEXTS):
            addresses.remove(one)
    # So may the page where a change is written down, which somebody filled in.
    for one in page.document.xpath("//a[@rel='external noopener noreferrer']/@href"):
        if one.startswith(("http://", "https://")):
            addresses.remove(one)
    odd = ("http:", "https:", "//", "javascript:", "data:")
    return [f"leads to {one}" for one in addresses if one.lower().startswith(odd)]
