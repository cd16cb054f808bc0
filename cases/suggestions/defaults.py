"""The lists for a text without an organisation: the names of the field, in small letters."""

from cases.bouwsteen_texts import TEN
from cases.suggestions.suggested import Offered

DOMAINS = (
    "werk en inkomen",
    "wonen",
    "belastingen en toeslagen",
    "burgerzaken",
    "zorg en ondersteuning",
    "ondernemers",
    "schulden",
    "mobiliteit",
    "jeugd en onderwijs",
    "inburgering en verblijf",
)
OFFERED = Offered(tuple(one.name.lower() for one in TEN.bouwstenen), DOMAINS)
