"""LibreOffice, as the word processor in which people open what they take along."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

MINUTES = 4


def word_processor() -> str | None:
    """Its command, where it is installed."""
    return shutil.which("soffice")


def printed_by_word_processor(texts: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Each OpenDocument text, by name, as the PDF that LibreOffice makes of it.

    A text that it cannot open is missing. All go in one run, since starting takes seconds.
    """
    command = word_processor()
    assert command is not None
    for name, content in texts.items():
        (folder / f"{name}.odt").write_bytes(content)
    profile = (folder / "profile").resolve().as_uri()
    subprocess.run(
        [
            command,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(folder / f"{name}.odt") for name in texts),
        ],
        check=True,
        capture_output=True,
        timeout=60 * MINUTES,
    )
    made = {name: folder / f"{name}.pdf" for name in texts}
    return {name: path.read_bytes() for name, path in made.items() if path.exists()}
