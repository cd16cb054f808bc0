"""What administrator and privacy officer do first."""

from app.people.queries import people_of, teams_of
from app.people.roles import Role
from app.web.access import here
from app.web.beginnings import Task

TASKS = (
    Task(
        Role.ADMINISTRATOR,
        "Maak de teams",
        "Een team is de kleinste groep waarmee iemand een casus deelt.",
        "administration_settings.teams",
        lambda: bool(teams_of(here.id)),
    ),
    Task(
        Role.ADMINISTRATOR,
        "Nodig collega's uit",
        "Geef ieder een rol. Sommige rollen bevestigt een tweede beheerder of de privacy officer.",
        "administration.people",
        lambda: len(people_of(here.id)) > 1,
    ),
    Task(
        Role.ADMINISTRATOR,
        "Vul de spelregels in",
        "Het bestuur legt vast waarvoor casussen wel en niet gebruikt worden. Dan pas kan er "
        "gedeeld worden.",
        "administration_settings.house_rules",
        lambda: here.house_rules_signed_on is not None,
    ),
    Task(
        Role.ADMINISTRATOR,
        "Kijk de instellingen na",
        "Hoe snel krijgt iemand een reactie? Hoe noemen jullie de Doorbraak?",
        "administration_settings.settings",
    ),
    Task(
        Role.PRIVACY_OFFICER,
        "Bekijk het logboek",
        "Hier staat wie welke casus heeft geopend, en wat er met rollen en instellingen is gedaan.",
        "privacy_desk.trail",
    ),
    Task(
        Role.PRIVACY_OFFICER,
        "Lees wie wat ziet",
        "Dit beloven we aan wie een casus vastlegt. Klopt het met jullie afspraken?",
        "pages.who_sees_what",
    ),
)
