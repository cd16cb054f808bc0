"""How strong a measure is, and what a stronger one looks like: to choose by, and to ask oneself.

The order is that of what people have to remember: a measure is stronger as it leans less on them.
"""

from flask_babel import gettext as _

from learning.models.proposals import Level, Strength

STRENGTH_HINTS = {
    Strength.STRONG: "Een regel of een systeem zorgt ervoor, ook als niemand eraan denkt.",
    Strength.MEDIUM: "Een proces of een lijst helpt je eraan denken.",
    Strength.WEAK: "Een training of een bericht. Het zakt weg als niemand het volhoudt.",
}
QUESTION_HINTS = {
    Strength.WEAK: "Dit is een training of een bericht. Wat zou het onnodig maken?",
    Strength.MEDIUM: "Dit helpt mensen eraan denken. Hoe zorg je dat ze dat niet hoeven?",
    Strength.STRONG: "Dit houdt vanzelf stand. Wie merkt het als het toch anders uitpakt?",
}
MATRIX_HINTS = {
    Level.WORK_INSTRUCTION: {
        Strength.WEAK: "Een bericht aan het team: denk hieraan.",
        Strength.MEDIUM: "Een vraag in de werkinstructie die je niet kunt overslaan.",
        Strength.STRONG: "De stap vervalt. Niemand hoeft het nog te vragen.",
    },
    Level.PROCESS: {
        Strength.WEAK: "De afspraak om vaker te overleggen.",
        Strength.MEDIUM: "Een vaste contactpersoon, of een tweede blik op een vast moment.",
        Strength.STRONG: "Een andere volgorde: eerst helpen, daarna uitzoeken.",
    },
    Level.IT: {
        Strength.WEAK: "Een uitleg bij het scherm, of een lijst ernaast.",
        Strength.MEDIUM: "Een waarschuwing of een taak op het goede moment.",
        Strength.STRONG: "Het systeem vraagt het niet meer, of vult het zelf goed in.",
    },
    Level.POLICY: {
        Strength.WEAK: "Een oproep om ruimer te kijken.",
        Strength.MEDIUM: "Voorbeelden in het beleid van wanneer je mag afwijken.",
        Strength.STRONG: "Beleid dat van de uitzondering de gewone weg maakt.",
    },
    Level.LOCAL_RULES: {
        Strength.WEAK: "Een toelichting bij de verordening.",
        Strength.MEDIUM: "Een hardheidsclausule met voorbeelden.",
        Strength.STRONG: "De regel is weg of anders, zodat dit niet meer kan gebeuren.",
    },
    Level.LAW: {
        Strength.WEAK: "Een brief waarin je aandacht vraagt.",
        Strength.MEDIUM: "Een handreiking van het ministerie.",
        Strength.STRONG: "Een andere wettekst, of een overgangsregel die vanzelf geldt.",
    },
}
# From what leans on people most to what leans on them least.
ORDER = (Strength.WEAK, Strength.MEDIUM, Strength.STRONG)


def strength_shown() -> dict[str, object]:
    """What the form and the page of the matrix show of strength."""
    return {
        "strength_hints": {one.value: _(text) for one, text in STRENGTH_HINTS.items()},
        "strength_order": ORDER,
        "strength_questions": QUESTION_HINTS,
        "strength_matrix": MATRIX_HINTS,
    }


def stronger_than(level: Level, strength: Strength) -> list[tuple[Strength, str]]:
    """What a stronger measure at the same level looks like, the nearest first."""
    above = ORDER[ORDER.index(strength) + 1 :]
    return [(one, MATRIX_HINTS[level][one]) for one in above]
