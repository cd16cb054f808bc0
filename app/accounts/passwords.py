"""Passwords: hashed with argon2, and checked just as slowly for an account that is not there."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.refusals import Invalid

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


def weakness(password: str, email: str = "") -> Invalid | None:
    """What is wrong with a new password, or None."""
    if len(password) < SHORTEST:
        return _refusal("Kies een wachtwoord van minstens %(count)s tekens.", count=SHORTEST)
    if len(password) > LONGEST:
        return _refusal("Kies een wachtwoord van hooguit %(count)s tekens.", count=LONGEST)
    bare = password.casefold()
    if any(word in bare and len(bare) < len(word) + 6 for word in COMMON):
        return _refusal(
            "Dit wachtwoord is te makkelijk te raden. Kies bijvoorbeeld vier losse woorden."
        )
    name = email.split("@", maxsplit=1)[0].casefold()
    # A short name is part of too many words to refuse each of them.
    if len(name) >= SHORTEST_NAME and name in bare:
        return _refusal("Gebruik je naam of e-mailadres niet in je wachtwoord.")
    return None


def _refusal(sentence: str, **values: object) -> Invalid:
    return Invalid(sentence, "password", **values)
