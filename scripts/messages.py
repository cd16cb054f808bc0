"""Brings the English catalogue up to date with the Dutch words of the screens.

Most words stand in `_()`. Pure modules hold theirs in plain data, which a page translates when it
shows it; those are found by the rules of `words_in`. `make messages` runs this. What is new gets an
empty translation, to be written by hand; what is gone is dropped. The tests name what lacks one.
"""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "app" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
PACKAGES = ("app", "cases", "learning")
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None}
# No dates and no names, so that the file changes only when the words do.
HEADER = """\
# The English words of Leerlus; the Dutch ones stand in the program. `make messages` keeps it up.
msgid ""
msgstr ""
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

# Commands speak Dutch only, and so do the reasons why a row of a file is refused; bouwstenen, laws
# and the words by which a text is recognised are data.
NOT_ON_SCREENS = (
    "app/personal_data/lists",
    "app/personal_data/lowercase.py",
    "app/sheets",
    "app/accounts/command",
    "app/web/serving.py",
    "cases/bouwsteen_texts.py",
    "cases/columns.py",
    "cases/commands",
    "cases/operations/import_",
    "cases/provisions",
    "cases/suggestions",
    "learning/commands",
)
TABLES = ("LABELS", "WORDS", "ACTIONS", "KINDS", "ORIGINS", "OUTCOMES", "TITLES", "HINTS")
TABLES += ("STEP_CHOICES", "REASONED", "MOVES", "SCALE", "TOO_SMALL")
SPEAKERS = ("Invalid", "Entry", "MenuEntry", "Step", "Task", "AudienceGroup", "AudienceRow", "say")
PLACEHOLDER = "%("


def words_in(tree: ast.Module) -> Iterator[str]:
    """The Dutch words that stand outside `_()` in a module.

    They are values of a table (a name at the top of the module that ends as TABLES say), words that
    are given to something that speaks (SPEAKERS), and whole sentences, which are written for a
    reader unless they explain the code or an error of the program.
    """
    skipped = set(_not_for_readers(tree))
    for node in tree.body:
        if _is_table(node):
            yield from _values(node)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in SPEAKERS:
            yield from (one for given in node.args for one in _texts(given) if _is_worded(one))
        elif isinstance(node, ast.Constant) and node not in skipped and _is_sentence(node.value):
            yield node.value


def _is_table(node: ast.stmt) -> bool:
    if isinstance(node, ast.Assign):
        names = [one.id for one in node.targets if isinstance(one, ast.Name)]
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        names = [node.target.id]
    else:
        return False
    return any(name.endswith(TABLES) for name in names)


def _values(node: ast.AST) -> Iterator[str]:
    """The texts of a table, without its keys."""
    if isinstance(node, ast.Dict):
        for value in node.values:
            yield from _values(value)
    elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        yield from _values(node.value)
    elif isinstance(node, ast.Tuple | ast.List):
        yield from (text for one in node.elts for text in _values(one))
    else:
        yield from _texts(node)


def _texts(node: ast.AST) -> Iterator[str]:
    """A constant text, or the two sides of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))


def _not_for_readers(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, parts of composed texts, and what an error says to who runs the program."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.JoinedStr):
            yield from ast.walk(node) if not isinstance(node, ast.Expr) else [node.value]
        elif isinstance(node, ast.Call) and _name(node.func).endswith("Error"):
            yield from ast.walk(node)


def _name(node: ast.expr) -> str:
    return str(getattr(node, "id", getattr(node, "attr", "")))


def _is_worded(text: str) -> bool:
    """Words for a reader rather than a code or an address."""
    return " " in text or text[:1].isupper()


def _is_sentence(value: object) -> bool:
    if not isinstance(value, str) or "\n" in value:
        return False
    begins = value[:1].isupper() or value.startswith(PLACEHOLDER)
    return begins and " " in value and value.endswith((".", "?", "!"))


def extracted() -> Catalog:
    """Every message of the program, in the order of the alphabet."""
    found = Catalog(charset="utf-8")
    methods, options = _mapping()
    for package in (*PACKAGES, "templates"):
        messages = extract_from_dir(
            ROOT / package, _below(methods, package), options, keywords=KEYWORDS
        )
        for _file, _line, message, _comments, context in messages:
            found.add(message, context=context)
    for path in _modules():
        for text in words_in(ast.parse(path.read_text(encoding="utf-8"))):
            found.add(text)
    return found


def _mapping() -> tuple[list[tuple[str, str]], dict[str, dict[str, str]]]:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as config:
        return parse_mapping_cfg(config)


def _below(methods: list[tuple[str, str]], package: str) -> list[tuple[str, str]]:
    """The patterns of babel.cfg count from the root; Babel reads a folder at a time."""
    return [(pattern.removeprefix(f"{package}/"), method) for pattern, method in methods]


def _modules() -> list[Path]:
    found = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    return [one for one in found if not str(one.relative_to(ROOT)).startswith(NOT_ON_SCREENS)]


def kept() -> Catalog:
    """The catalogue as it is kept."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def update() -> list[str]:
    """Write the catalogue anew; the messages without a translation are returned."""
    known = kept() if CATALOGUE.exists() else Catalog(locale="en")
    fresh = Catalog(locale="en", charset="utf-8", fuzzy=False)
    for message in sorted(extracted(), key=_order):
        if message.id:
            before = known.get(message.id)
            fresh.add(message.id, before.string if before else "")
    text = BytesIO()
    write_po(text, fresh, width=98, no_location=True, omit_header=True)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(HEADER.encode() + text.getvalue())
    return [_order(one) for one in fresh if one.id and not _is_whole(one.string)]


def _order(message: Message) -> str:
    return message.id if isinstance(message.id, str) else " ".join(message.id)


def _is_whole(translation: str | tuple[str, ...] | list[str]) -> bool:
    return bool(translation) and (isinstance(translation, str) or all(translation))


if __name__ == "__main__":
    for missing in update():
        print(f"not translated yet: {missing}")
