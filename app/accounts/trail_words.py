"""Dutch words for the actions and kinds of the audit trail; each package offers its own. Pure."""

from collections.abc import Mapping

ACTIONS: dict[str, str] = {
    "sign_in": "aangemeld",
    "sign_out": "afgemeld",
    "refused": "geweigerd",
    "read_trail": "logboek bekeken",
    "make_backup": "back-up gemaakt",
    "restore_backup": "back-up teruggezet",
    "create_organisation": "organisatie toegevoegd",
    "create_team": "team toegevoegd",
    "rename_team": "team hernoemd",
    "create_guest": "gast toegevoegd",
    "create_person": "persoon toegevoegd",
    "deactivate_person": "account uitgeschakeld",
    "reactivate_person": "account weer ingeschakeld",
    "grant_role": "rol gegeven",
    "confirm_role": "rol bevestigd",
    "decline_role": "rol afgewezen",
    "end_membership": "rol beëindigd",
    "set_password": "wachtwoord ingesteld",
    "create_link": "wachtwoordlink gemaakt",
    "save_settings": "instellingen bewaard",
    "sign_house_rules": "spelregels bewaard",
}
KINDS: dict[str, str] = {
    "organisation": "organisatie",
    "team": "team",
    "person": "persoon",
    "membership": "rol",
    "link": "wachtwoordlink",
    "page": "pagina",
    "role": "rol",
    "audit": "logboek",
}
OUTCOMES = {"done": "gelukt", "refused": "geweigerd", "failed": "mislukt"}
ORIGINS = {"web": "website", "command": "machinebeheer", "job": "achtergrondtaak"}


def offer(actions: Mapping[str, str], kinds: Mapping[str, str] | None = None) -> None:
    """Add the words of another package."""
    ACTIONS.update(actions)
    KINDS.update(kinds or {})


def action_word(code: str) -> str:
    """The action in Dutch; one without a word shows its code."""
    return ACTIONS.get(code, code.replace("_", " "))


def kind_word(code: str) -> str:
    """The kind of record in Dutch."""
    return KINDS.get(code, code.replace("_", " "))


def action_choices() -> list[tuple[str, str]]:
    """Codes with their words, by word, for a filter."""
    return sorted(ACTIONS.items(), key=lambda one: one[1])
