"""The rules of the game, signed by the board: in production nothing is shared without them."""

from flask import current_app

from app.people.models import Organisation
from app.refusals import Invalid


def refuse_without_house_rules(organisation: Organisation) -> None:
    """In production sharing, and bringing in cases that are shared, opens with the signature."""
    in_production = current_app.config["LEERLUS_ENV"] == "production"
    if in_production and organisation.house_rules_signed_on is None:
        raise Invalid("Delen gaat pas open als het bestuur de spelregels heeft ondertekend.")
