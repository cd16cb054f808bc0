"""Passwords: hashed with argon2, and checked just as slowly for an account that is not there."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 200
SHORTEST_NAME = 4
COMMON = ("wachtwoord", "password", "welkom", "12345678", "qwerty", "gemeente", "leerlus")

_hasher = PasswordHasher()
# A hash of nothing in particular: checking against it takes as long as a real check.
_decoy = _hasher.hash("a password that nobody has")


def hash_password(password: str) -> str:
    """The form in which a password is kept."""
    return _hasher.hash(password)


def password_fits(password_hash: str | None, password: str) -> bool:
    """Whether this is the password; without a hash it takes as long and says no."""
    try:
        _hasher.verify(password_hash or _decoy, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def weakness(password: str, email: str = "") -> str:
    """What is wrong with a new password, in Dutch, or an empty text."""
    if len(password) < SHORTEST:
        return f"Kies een wachtwoord van minstens {SHORTEST} tekens."
    if len(password) > LONGEST:
        return f"Kies een wachtwoord van hooguit {LONGEST} tekens."
    bare = password.casefold()
    if any(word in bare and len(bare) < len(word) + 6 for word in COMMON):
        return "Dit wachtwoord is te makkelijk te raden. Kies bijvoorbeeld vier losse woorden."
    name = email.split("@", maxsplit=1)[0].casefold()
    # A short name is part of too many words to refuse each of them.
    if len(name) >= SHORTEST_NAME and name in bare:
        return "Gebruik je naam of e-mailadres niet in je wachtwoord."
    return ""
