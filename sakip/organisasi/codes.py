"""Codes that a person copies by hand: 140 random bits in groups of four, kept only as a hash."""

import hashlib
import secrets
from datetime import timedelta

from sakip.organisasi.models import KodeAktivasi, Pengguna
from sakip.web.clock import now

# Crockford's base 32: no I, L, O or U, so nothing is misread or spells a word.
ABJAD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PANJANG = 28
KELOMPOK = 4
# What a hand or an eye confuses, and what a paste brings along.
SERUPA = str.maketrans("OIL", "011")


def make_kode() -> str:
    """A new code as it is shown once: K7QM-3XHP-… (ASVS 5.0: 11.5.1 asks for 128 bits or more)."""
    text = "".join(secrets.choice(ABJAD) for _ in range(PANJANG))
    return "-".join(text[i : i + KELOMPOK] for i in range(0, PANJANG, KELOMPOK))


def hash_kode(typed: str) -> str:
    """The SHA-256 of a code, however it was typed: spaces, case, dashes, O for 0 and l for 1 do not matter.

    No salt: 140 random bits cannot be looked up in a table.
    """
    bare = "".join(c for c in typed.upper() if c.isalnum()).translate(SERUPA)
    return hashlib.sha256(bare.encode()).hexdigest()


def make_token() -> str:
    """256 random bits as they stand in an address (ASVS 5.0: 11.5.1)."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """The SHA-256 of a token, kept instead of it; no salt, for the same reason as a code's."""
    return hashlib.sha256(token.encode()).hexdigest()


def insert_kode(pengguna: Pengguna, masa: timedelta) -> tuple[KodeAktivasi, str]:
    """Store a new code's hash, good for `masa`; the caller's act asks, records, and shows the text once."""
    text = make_kode()
    kode = KodeAktivasi.objects.create(
        instansi_id=pengguna.instansi_id,
        pengguna=pengguna,
        hash=hash_kode(text),
        kedaluwarsa=now() + masa,
    )
    return kode, text
