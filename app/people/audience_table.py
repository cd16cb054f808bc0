"""Who sees what, in plain Dutch: the one table behind *Wie ziet wat ik schrijf?*. Pure.

It says in words what the permission functions decide; the tests of access hold both to the same
contract.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class AudienceRow:
    """Something that somebody writes or does: who may see it, and who may not."""

    what: str
    may: str
    may_not: str


@dataclass(frozen=True)
class AudienceGroup:
    """Rows that belong together."""

    title: str
    rows: tuple[AudienceRow, ...]


YOUR_CASE = AudienceGroup(
    "Jouw casus",
    (
        AudienceRow(
            "Een concept",
            "Alleen jij.",
            "Ieder ander, ook je team en de leeranalist.",
        ),
        AudienceRow(
            "Een casus die je deelt met je team",
            "De professionals en Doorbraakbegeleiders van je team. De leeranalist, zonder je naam.",
            "Collega's buiten je team, andere organisaties, managers en bestuur.",
        ),
        AudienceRow(
            "Een casus die je deelt met je organisatie",
            "De professionals en Doorbraakbegeleiders van je organisatie. Buiten je team zien zij "
            "het kwartaal, niet je team en de datum. De leeranalist, zonder je naam.",
            "Andere organisaties, managers en bestuur.",
        ),
        AudienceRow(
            "Een casus die je deelt met alle aangesloten organisaties",
            "Ook de professionals en Doorbraakbegeleiders van de organisaties die je bij het delen "
            "ziet staan. Sluit er later een aan, dan vragen we het jou eerst.",
            "Managers en bestuurders, van welke organisatie ook.",
        ),
        AudienceRow(
            "Je naam bij een casus",
            "Wie jij kiest: niemand, je team, of je team en wie de casus samen bespreekt. "
            "Je kunt dat altijd veranderen.",
            "De leeranalist, managers, bestuur, collega's buiten je team en andere organisaties. "
            "Nooit.",
        ),
        AudienceRow(
            "Aanpassen, delen, minder breed delen, intrekken en aanbieden",
            "Alleen jij.",
            "Ieder ander.",
        ),
        AudienceRow(
            "Je eigen kenmerk bij een casus",
            "Alleen jij. Het staat versleuteld en verdwijnt met de uitkomst of na 12 maanden.",
            "Ieder ander. Het komt niet in zoeken, uitvoer of het logboek.",
        ),
    ),
)

REVIEW = AudienceGroup(
    "In de Doorbraak",
    (
        AudienceRow(
            "Een casus die je aanbiedt",
            "De begeleiders van het Doorbraakteam waaraan je hem aanbiedt, tot hij is gepland, "
            "geweigerd of teruggenomen.",
            "De deelnemers, tot de casus op hun agenda staat.",
        ),
        AudienceRow(
            "Een casus op de agenda",
            "De deelnemers van die sessie, tot 30 dagen erna. Je organisatie kan een ander aantal "
            "dagen kiezen. Wie erbij komt nadat je hem aanbood, leest hem pas als jij ja zegt. "
            "Een gast van buiten ook, en alleen tot de sessie voorbij is.",
            "Managers en bestuurders van je organisatie, tenzij jij zegt dat het mag.",
        ),
        AudienceRow(
            "Perspectieven, opties en verslag",
            "De deelnemers, net zo lang als de casus. Jij als inbrenger altijd. "
            "De leeranalist leest alleen de lessen, zonder sessie.",
            "Ieder ander.",
        ),
        AudienceRow(
            "Een afspraak",
            "De deelnemers. Wie de afspraak uitvoert, ziet zijn eigen zin en datum.",
            "Ieder ander.",
        ),
        AudienceRow(
            "Een reactie, een vraag of 'herken ik ook'",
            "Jij. Wie reageert blijft voor jou zonder naam, en jij voor de ander.",
            "Ieder ander.",
        ),
    ),
)

LEARNING = AudienceGroup(
    "Van casus naar verandering",
    (
        AudienceRow(
            "De duiding van je casus",
            "De leeranalist die haar schrijft, en jij.",
            "Collega's, managers en bestuur.",
        ),
        AudienceRow(
            "De werkpagina van een patroon, met de casussen erin",
            "De leeranalist.",
            "Ieder ander.",
        ),
        AudienceRow(
            "De gepubliceerde pagina van een patroon, en 'Dit is veranderd'",
            "Iedereen die is aangemeld bij je organisatie. "
            "Er staat geen casus in, hooguit een fragment dat de inbrenger zelf vrijgaf.",
            "Wie niet is aangemeld.",
        ),
        AudienceRow(
            "Een verbetervoorstel dat is ingediend",
            "De leeranalist, manager, bestuurder en uitvoerders lezen het helemaal. "
            "Professionals en begeleiders lezen titel, stand en reden.",
            "Andere organisaties.",
        ),
        AudienceRow(
            "Getallen",
            "Iedereen, maar alleen als er genoeg casussen van genoeg mensen achter zitten, "
            "en afgerond.",
            "Niemand ziet getallen per persoon of per team.",
        ),
    ),
)

SUPERVISION = AudienceGroup(
    "Beheer en toezicht",
    (
        AudienceRow(
            "Mensen, teams, lijsten en instellingen",
            "De functioneel beheerder. Die leest geen casussen.",
            "Ieder ander.",
        ),
        AudienceRow(
            "Het logboek: wie las of veranderde wat",
            "De privacy officer. Er staan geen teksten in.",
            "Ieder ander, ook je manager.",
        ),
        AudienceRow(
            "Noodinzage in een casus",
            "De privacy officer, met een reden die in het logboek komt. "
            "Je naam vraagt die apart op.",
            "Ieder ander.",
        ),
    ),
)

AUDIENCE_TABLE = (YOUR_CASE, REVIEW, LEARNING, SUPERVISION)
