"""What an organisation calls its Doorbraak: elsewhere a maatwerktafel, or het arbitrair beraad.

The words of the screens say Doorbraak; the name takes its place as they are shown. A name may begin
with its article, which is then used where the screen says *de*.
"""

import re
from functools import cached_property
from typing import Any

from flask import g, has_request_context
from flask_babel import Babel, Domain

FIELD_WORD = "Doorbraak"
_WORD = re.compile(r"\b(?:(?P<article>[Dd]e|[Tt]he) )?Doorbraak(?P<rest>[a-z]+)?\b")
_NAME = re.compile(r"(?:(?P<article>de|het) )?(?P<bare>.+)", re.IGNORECASE | re.DOTALL)
# The name stands in texts that are not escaped any more.
_UNFIT = re.compile(r"[^\w \-’.]")


def renamed(text: str, name: str) -> str:
    """A text of the screen in which the Doorbraak has the name that the organisation gave it.

    `Doorbraakteam` becomes `maatwerktafel-team`; at the beginning of the text the name gets a
    capital. A name without letters changes nothing.
    """
    parts = _NAME.fullmatch(_UNFIT.sub("", name).strip())
    if FIELD_WORD not in text or parts is None or parts["bare"] == FIELD_WORD:
        return text
    own, bare = (parts["article"] or "").lower(), parts["bare"]

    def put(found: re.Match[str]) -> str:
        article, rest = found["article"] or "", found["rest"]
        if article.lower() == "de" and own and not rest:
            article = own if article.islower() else own.capitalize()
        word = f"{bare}-{rest}" if rest else bare
        whole = f"{article} {word}" if article else word
        return whole[0].upper() + whole[1:] if found.start() == 0 else whole

    return _WORD.sub(put, text)


class _Renaming:
    """The translations of a language, with the name of the organisation put in."""

    def __init__(self, inner: Any, name: str) -> None:
        self.inner, self.name = inner, name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(self.inner, attribute)

    def ugettext(self, words: str) -> str:
        """One text."""
        return renamed(self.inner.ugettext(words), self.name)

    def ungettext(self, one: str, more: str, number: int) -> str:
        """A text for one, or for more."""
        return renamed(self.inner.ungettext(one, more, number), self.name)


class _NamedDomain(Domain):
    def get_translations(self) -> Any:
        """Those of the language; in a request of somebody who works somewhere, with its name."""
        found = super().get_translations()
        organisation = g.get("organisation") if has_request_context() else None
        name = organisation.doorbraak_name if organisation is not None else FIELD_WORD
        return found if name == FIELD_WORD else _Renaming(found, name)


class NamingBabel(Babel):
    """Flask-Babel, with texts that use the organisation's own word."""

    @cached_property
    def domain_instance(self) -> Domain:
        """The texts of the program."""
        return _NamedDomain(domain=self.domain)
