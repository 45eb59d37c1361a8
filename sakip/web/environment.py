"""What the settings ask: usable variables, a secret that survives restarts, a safe SQLite journal."""

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

# Whole numbers, and the least and most that each may be.
ANGKA = {
    "SAKIP_PORT": (1, 65_535),
    "SAKIP_PROXY": (0, 9),
    "SAKIP_BATAS_KUERI": (0, 3_600),
    "SAKIP_BATAS_KUERI_LATAR": (0, 86_400),
    "SAKIP_BERKAS_MAKS_MB": (1, 10_000),
    "SAKIP_BERKAS_MAKS_KIRIMAN_MB": (1, 100_000),
    "SAKIP_BERKAS_KUOTA_MB": (1, 10_000_000),
}
# May hold a password, so they are never printed.
RAHASIA = {"SAKIP_DATABASE_URL"}


class SettingError(Exception):
    """Variables of the environment that cannot be used; `faults` has a sentence for each."""

    def __init__(self, *faults: str) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


def load_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The SAKIP_ variables that are filled; an empty one counts as absent. Raises SettingError."""
    env = {k: v.strip() for k, v in environ.items() if k.startswith("SAKIP_") and v.strip()}
    faults = [*_number_faults(env)]
    for nama, (is_good, kalimat) in BENTUK.items():
        if nama in env and not _holds(is_good, env[nama]):
            isi = "" if nama in RAHASIA else f": {env[nama]}"
            faults.append(f"{nama} tidak dapat dipakai{isi}. {kalimat}")
    if faults:
        raise SettingError(*faults)
    return env


def _number_faults(env: Mapping[str, str]) -> Iterator[str]:
    for nama, (least, most) in ANGKA.items():
        teks = env.get(nama, str(least))
        if not (teks.isascii() and teks.isdigit() and least <= int(teks) <= most):
            yield f"{nama} tidak dapat dipakai: {teks}. Isi bilangan bulat {least} sampai {most}."


def _holds(is_good: Callable[[str], bool], teks: str) -> bool:
    with suppress(ValueError):
        return is_good(teks)
    return False


def _is_host(teks: str) -> bool:
    return teks == "localhost" or bool(ip_address(teks))


def _is_alamat(teks: str) -> bool:
    parts = urlsplit(teks)
    web = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    return web and not (parts.path.strip("/") or parts.query or parts.username)


def _is_database(teks: str) -> bool:
    parts = urlsplit(teks)
    return parts.scheme in {"postgres", "postgresql"} and parts.port != 0 and len(parts.path) > 1


def _is_smtp(teks: str) -> bool:
    parts = urlsplit(f"//{teks}")
    return bool(parts.hostname) and parts.port != 0 and parts.netloc == teks


def _is_day(teks: str) -> bool:
    return bool(date.fromisoformat(teks)) and len(teks) == len("2026-10-12")


def _are_folders(teks: str) -> bool:
    return all(Path(folder).is_dir() for folder in teks.split(os.pathsep) if folder)


# The shape of each, and what to write instead.
BENTUK: dict[str, tuple[Callable[[str], bool], str]] = {
    "SAKIP_HOST": (_is_host, "Isi alamat IP, misalnya 127.0.0.1 atau 0.0.0.0."),
    "SAKIP_ALAMAT": (_is_alamat, "Isi seperti https://sakip.contoh.go.id, tanpa jalur."),
    "SAKIP_DATABASE_URL": (
        _is_database,
        "Isi seperti postgres://peran@mesin/sakip, atau kosongkan untuk SQLite.",
    ),
    "SAKIP_SMTP": (_is_smtp, "Isi mesin:porta, misalnya surat.contoh.go.id:25."),
    "SAKIP_HARI_INI": (_is_day, "Isi tanggal seperti 2026-10-12."),
    "SAKIP_REGULASI_DIR": (_are_folders, "Folder itu tidak ada."),
}


def load_secret_key(data_dir: Path) -> str:
    """The key kept in the data folder; made at the first start, readable by its owner only."""
    path = data_dir / "kunci-rahasia"
    try:
        if not path.exists():
            _make_secret_key(path)
        return path.read_text().strip()
    except OSError as error:
        kalimat = f"Folder {data_dir} tidak dapat ditulis. Isi SAKIP_DATA_DIR dengan folder lain."
        raise SettingError(kalimat) from error


def _make_secret_key(path: Path) -> None:
    """A whole key appears at once, and the first of two processes wins: both read the same."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    own = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    own.touch(mode=0o600)
    try:
        own.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(own, path)
    finally:
        own.unlink()


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite can lose a commit in WAL mode (3.7.0 to 3.51.2, but 3.44.6 and 3.50.7)."""
    if version in {(3, 44, 6), (3, 50, 7)}:
        return False
    return (3, 7, 0) <= version < (3, 51, 3)


def load_sqlite_journal(version: tuple[int, int, int] = sqlite3.sqlite_version_info[:3]) -> str:
    """WAL where it is safe, a rollback journal otherwise (architecture decision 0003)."""
    return "DELETE" if has_wal_reset_bug(version) else "WAL"
