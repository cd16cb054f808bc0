"""The two sets of bouwstenen with which an organisation starts. Pure data.

The names come from the sources named; where it says *onze formulering* the words are ours, because
the source gives the name and not the text. An organisation edits them as it likes.
"""

from dataclasses import dataclass

WAU = "Werk aan Uitvoering, magazine Maatwerk in dienstverlening (2023); onze formulering"
LEIDEN = "Universiteit Leiden, Missie Menselijke Maat (2022); onze formulering"
OWN = "In te vullen door de organisatie: de bronnen noemen er zeven en beschrijven er zes"


@dataclass(frozen=True)
class BouwsteenText:
    """One bouwsteen: what it is about, and a question that helps to recognise it."""

    name: str
    explanation: str
    question: str
    source: str = WAU


@dataclass(frozen=True)
class SetText:
    """A set with its introduction."""

    code: str
    name: str
    introduction: str
    bouwstenen: tuple[BouwsteenText, ...]


TEN = SetText(
    "werk-aan-uitvoering",
    "De tien bouwstenen van maatwerk (Werk aan Uitvoering)",
    "Tien onderwerpen die samen bepalen of maatwerk lukt. Ze zijn opgehaald bij organisaties die "
    "elke dag maatwerk leveren, en met hen getoetst. De namen zijn van Werk aan Uitvoering; "
    "uitleg en vragen zijn onze formulering.",
    (
        BouwsteenText(
            "Cultuur",
            "Of maatwerk hier mag en gewaardeerd wordt. Je krijgt tijd en rugdekking om te doen "
            "wat nodig is, ook als de cijfers iets anders vragen.",
            "Mocht en durfde je dit, en kreeg je er tijd en waardering voor?",
        ),
        BouwsteenText(
            "Signaleren",
            "Op tijd merken dat de gewone weg voor iemand verkeerd uitpakt, voordat er een klacht "
            "of een schuld ligt.",
            "Hoe en wanneer merkten jullie dat het knelde, en had dat eerder gekund?",
        ),
        BouwsteenText(
            "Afwegen",
            "De belangen en de bedoeling naast elkaar leggen, de ruimte in de regels kennen en "
            "zelf een keuze mogen maken.",
            "Wat woog je tegen elkaar af, welke ruimte bood de wet, en wie koos?",
        ),
        BouwsteenText(
            "Competenties",
            "De kennis en vaardigheden die maatwerk vraagt: de regels kennen, een goed gesprek "
            "voeren en een oordeel durven vormen.",
            "Welke kennis of vaardigheid hielp, of ontbrak?",
        ),
        BouwsteenText(
            "Mensgericht werken",
            "Beginnen bij wat de ander nodig heeft en wil, en niet bij het formulier of de eigen "
            "afdeling.",
            "Wat wilde de ander zelf, en hebben jullie dat gevraagd?",
        ),
        BouwsteenText(
            "Samenwerken",
            "Elkaar makkelijk vinden, binnen de organisatie en erbuiten, en samen verantwoordelijk "
            "blijven tot het klaar is.",
            "Wie was er nodig, en hoe vonden jullie elkaar?",
        ),
        BouwsteenText(
            "Monitoren",
            "Bijhouden waar maatwerk nodig was, wat er is gedaan en hoe het daarna ging.",
            "Is dit eerder gebeurd, en weet iemand wat het opleverde?",
        ),
        BouwsteenText(
            "Leren",
            "Van één situatie naar de vraag voor wie dit nog meer geldt, en wat er in de gewone "
            "werkwijze anders moet.",
            "Voor wie geldt dit ook, en wat moet er blijvend veranderen?",
        ),
        BouwsteenText(
            "Definities",
            "Met elkaar dezelfde woorden gebruiken, zodat duidelijk is wat maatwerk is, wat "
            "gewoon werk en wat een fout.",
            "Was duidelijk of dit maatwerk was, de standaard of een vergissing?",
        ),
        BouwsteenText(
            "Bestuurlijk faciliteren",
            "Bestuur en management geven mandaat, tijd en voorrang, en zorgen dat lessen ook "
            "echt tot verbetering leiden.",
            "Welk mandaat, welke tijd of welke keuze van het bestuur was nodig?",
        ),
    ),
)

HUMAN_MEASURE = SetText(
    "menselijke-maat",
    "Bouwstenen voor de menselijke maat",
    "Een praktijkmodel over werken volgens de bedoeling. De bronnen noemen zeven bouwstenen en "
    "beschrijven er zes. De zevende plaats is voor je eigen organisatie. De woorden zijn onze "
    "formulering.",
    (
        BouwsteenText(
            "Helderheid over maatwerk",
            "Weten wat we bedoelen met maatwerk en met werken volgens de bedoeling, en wanneer "
            "het aan de orde is.",
            "Bedoelden jullie met maatwerk hetzelfde?",
            LEIDEN,
        ),
        BouwsteenText(
            "Adequaat signaleren",
            "Merken dat je voor iemand van de gewone werkwijze moet afwijken, zolang er nog iets "
            "aan te doen is.",
            "Wie zag het als eerste, en kwam dat signaal aan?",
            LEIDEN,
        ),
        BouwsteenText(
            "Discretionaire ruimte",
            "De vrijheid die de professional heeft om in een bijzonder geval een passende keuze "
            "te maken.",
            "Had je de ruimte om te doen wat nodig was, en wist je dat?",
            LEIDEN,
        ),
        BouwsteenText(
            "Verantwoording over maatwerk en vakwerk",
            "Afspreken hoe en wanneer je laat zien waarom je afweek, binnen de organisatie en "
            "tegenover de politiek.",
            "Aan wie moest je dit uitleggen, en hielp dat of remde het?",
            LEIDEN,
        ),
        BouwsteenText(
            "Vertrouwen creëren",
            "Bestuurder en professional vertrouwen elkaar. Zonder dat vertrouwen gebruikt "
            "niemand de ruimte die er is.",
            "Voelde je je gesteund om deze keuze te maken?",
            LEIDEN,
        ),
        BouwsteenText(
            "Systeemleren",
            "Uit meer situaties samen de les halen en daarmee het systeem beter maken. Dit is "
            "de basis onder de andere.",
            "Wat zegt deze situatie over onze manier van werken?",
            LEIDEN,
        ),
        BouwsteenText(
            "Onze eigen bouwsteen",
            "Ruimte voor wat in jouw organisatie telt en hierboven niet staat. De beheerder "
            "vult deze plaats in.",
            "Wat telt hier nog meer?",
            OWN,
        ),
    ),
)

SETS = (TEN, HUMAN_MEASURE)

DOMAINS = (
    "werk en inkomen",
    "zorg en ondersteuning",
    "jeugd",
    "schuldhulp",
    "wonen",
    "burgerzaken",
)
