"""What an import did or would do, in words for a person and as JSON for a program."""

from cases.commands.reader import json_line
from cases.operations.import_plan import ImportPlan


def in_words(plan: ImportPlan, *, taken: bool, dry_run: bool) -> str:
    """Lines for a person: how many, what is new, and what was not read."""
    verb = "overgenomen" if taken else "over te nemen"
    lines = [f"{count(len(plan.cases))} {verb}, {len(plan.refused)} geweigerd."]
    if plan.private:
        lines.append(
            f"{count(plan.private)} met persoonsgegevens: alleen de inbrenger ziet ze, als concept."
        )
    if plan.replaced:
        lines.append(f"{count(plan.replaced)}: persoonsgegevens vervangen.")
    for what, names in (
        ("Niet bekend en niet gelezen, kolommen", plan.unknown_columns),
        ("Niet in de actieve set en niet overgenomen, bouwstenen", sorted(plan.unknown_bouwstenen)),
        ("Nieuwe teams", plan.new_teams),
        ("Nieuwe procedures", plan.new_procedures),
        ("Nieuwe domeinen", plan.new_domains),
    ):
        if names:
            lines.append(f"{what}: {', '.join(names)}.")
    if dry_run:
        lines.append("Dit was een proef: er is niets veranderd.")
    return "\n".join(lines)


def count(number: int) -> str:
    """A number of cases in words."""
    return "1 casus" if number == 1 else f"{number} casussen"


def as_json(plan: ImportPlan, *, taken: bool, dry_run: bool) -> str:
    """The same on one line; `taken` is 0 when nothing changed."""
    return json_line(
        {
            "taken": len(plan.cases) if taken else 0,
            "acceptable": len(plan.cases),
            "refused": [
                {"row": one.row, "case": one.case, "reason": one.reason} for one in plan.refused
            ],
            "private": plan.private,
            "replaced": plan.replaced,
            "unknown_columns": list(plan.unknown_columns),
            "unknown_bouwstenen": dict(plan.unknown_bouwstenen),
            "new_teams": plan.new_teams,
            "new_procedures": plan.new_procedures,
            "new_domains": plan.new_domains,
            "dry_run": dry_run,
        }
    )
