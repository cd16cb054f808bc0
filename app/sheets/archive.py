"""Office files are zip archives; this looks at the list of contents before anything is unpacked."""

import io
import zipfile

from app.refusals import Invalid

MOST_ENTRIES = 1000
LARGEST_UNPACKED = 50 * 1024 * 1024
HIGHEST_RATIO = 100
RATIO_FROM = 1024 * 1024
"""Small entries may shrink as they like: an empty sheet of 50 kB packs to almost nothing."""
ENCRYPTED = 0x1


def checked_archive(data: bytes) -> zipfile.ZipFile:
    """Open an archive that is safe to unpack. Raises Invalid for a bomb, a lock or no archive.

    Reading an entry never gives more than the size that its header states, so the stated sizes
    are a true limit.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Invalid("Het bestand is beschadigd of van een ander soort dan de naam zegt.") from (
            error
        )
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > LARGEST_UNPACKED:
        raise Invalid("Het bestand is uitgepakt te groot. Splits het bestand.")
    for entry in entries:
        _check(entry)
    return archive


def _check(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & ENCRYPTED:
        raise Invalid("Het bestand is beveiligd met een wachtwoord. Sla het op zonder.")
    if entry.filename.startswith(("/", "\\")) or ".." in entry.filename.split("/"):
        raise Invalid("Het bestand heeft onderdelen met een onveilige naam.")
    if entry.filename.casefold().endswith("vbaproject.bin"):
        raise Invalid("Het bestand heeft macro's. Sla het op zonder macro's.")
    packed = max(entry.compress_size, 1)
    if entry.file_size > RATIO_FROM and entry.file_size > HIGHEST_RATIO * packed:
        raise Invalid("Het bestand is verdacht sterk samengeperst. Sla het opnieuw op.")
