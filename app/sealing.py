"""Sealing what one person alone may read, so that the database holds no plain text of it.

The key is derived from the installation's secret key (HKDF, RFC 5869) and the seal is Fernet:
AES-128 in CBC mode with an HMAC. Without the secret key nothing can be opened again. Pure, but
for the key, which the program sets once when it starts.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE = b"leerlus: the reporter's own reference"
_keys: list[Fernet] = []
_secrets: list[bytes] = []


def use_secret(secret: str) -> None:
    """Derive the key from the installation's secret key."""
    _secrets[:] = [secret.encode()]
    _keys[:] = [Fernet(base64.urlsafe_b64encode(salt_for(PURPOSE)))]


def salt_for(purpose: bytes) -> bytes:
    """32 bytes for one purpose, that nobody who reads the database can know."""
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(_secrets[0])


def seal(text: str) -> bytes | None:
    """The sealed form of a text; nothing for an empty one."""
    return _keys[0].encrypt(text.encode()) if text else None


def unseal(sealed: bytes | None) -> str:
    """The text again; empty when there is none, or when another secret key sealed it."""
    if not sealed:
        return ""
    try:
        return _keys[0].decrypt(sealed).decode()
    except InvalidToken:
        return ""
