"""A weighing as a text for the file: what was standard, what was done, and why. Pure.

The four steps follow the omgekeerde toets (Stimulansz): the wanted effect, the values behind the
law, the consequences in the longer run, and the legal test last. The three corners are those of
the waardendriehoek (Instituut voor Publieke Waarden).
"""

from collections.abc import Mapping

STEP_TITLES = {
    "desired_effect": "Gewenst effect",
    "core_values": "Grondwaarden van de wet",
    "long_term": "Gevolgen op langere termijn",
    "legal_test": "Juridische toets",
}
CORNER_TITLES = {
    "legitimacy": "Legitimiteit",
    "involvement": "Betrokkenheid",
    "returns": "Rendement",
}
FIELDS = (*STEP_TITLES, *CORNER_TITLES)


def motivation(
    weighed: Mapping[str, str],
    *,
    standard: str = "",
    deviation: str = "",
    room: str = "",
    law: str = "",
) -> str:
    """The text for the file, in paragraphs; what was not filled in is left out.

    `weighed` holds a text by the name of a step. `room` is the room that was used, in words, and
    `law` the provisions as they were written. Gives an empty text when nothing was weighed.
    """
    steps = _answered(STEP_TITLES, weighed)
    corners = _answered(CORNER_TITLES, weighed)
    if not any((*steps, *corners)):
        return ""
    opening = [_paragraph("De standaard", standard), _paragraph("Waarvan afgeweken is", deviation)]
    ground = [_paragraph("Gebruikte ruimte", room), _paragraph("Bepalingen", law)]
    told = [*opening, *steps, *ground, *corners]
    return "\n\n".join(["Motivering van de afweging", *(part for part in told if part)])


def _answered(titles: Mapping[str, str], weighed: Mapping[str, str]) -> list[str]:
    return [_paragraph(title, weighed.get(name, "")) for name, title in titles.items()]


def _paragraph(heading: str, text: str) -> str:
    text = text.strip()
    return f"{heading}: {text}" if text else ""


def missing_steps(weighed: Mapping[str, str]) -> list[str]:
    """The headings of the questions that have no answer yet."""
    titles = {**STEP_TITLES, **CORNER_TITLES}
    return [title for name, title in titles.items() if not weighed.get(name, "").strip()]
