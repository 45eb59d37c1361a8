"""Writing, mending and taking back a comment; having read one; reminding those on whom a matter waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction

from sakip.audit.actions import record, require, update_guarded
from sakip.latar.actions import Tulisan, create_banyak_surat
from sakip.organisasi.models import Pengguna, Penugasan, Peran
from sakip.percakapan import permissions
from sakip.percakapan.models import Ingatan, Komentar, Sebutan
from sakip.percakapan.registry import Objek
from sakip.percakapan.sebutan import choose_disebut, load_pembaca
from sakip.rules.decision import RuleError
from sakip.web.clock import database_now
from sakip.web.rows import hold

ISI = """Yth. {nama},

{pengirim} menunggu: {judul}.

Buka {alamat}

Surat ini ditulis oleh sistem SAKIP {instansi}. Abaikan bila sementara itu sudah selesai.
"""


@dataclass(frozen=True, slots=True)
class Perkara:
    """What one waits for: its key, its words, its page, and the role (in a unit) on whom it waits."""

    kunci: str
    judul: str
    alamat: str
    peran: Peran
    unit: int | None = None


@transaction.atomic
def create_komentar(objek: Objek, *, teks: str, acting_user: Pengguna) -> Komentar:
    """Write about a thing one sees; who is named finds it in his work, and one's own mentions are answered.

    The same words again, while they are the last ones said there and may still be mended, are those that
    stand there: a page sent twice. Raises RuleError for an empty text.
    """
    require(permissions.can_create_komentar(acting_user, objek.jenis, objek.pk))
    hold(acting_user)
    text = _check_teks(teks)
    last = Komentar.objects.of(objek.jenis, objek.pk).last()
    if last and last.teks == text and permissions.can_update_komentar(acting_user, last):
        return last
    row = Komentar(
        instansi_id=acting_user.instansi_id,
        jenis=objek.jenis,
        objek=objek.pk,
        penulis=acting_user,
        teks=text,
        waktu=database_now(),
    )
    row.save(force_insert=True)
    named = _write_sebutan(row, objek)
    read = _read_sebutan(objek, acting_user)
    record(row, "komentar.create", acting_user=acting_user, juga=[*named, *read])
    return row


@transaction.atomic
def update_komentar(
    row: Komentar, objek: Objek, *, teks: str, revisi: int, acting_user: Pengguna
) -> None:
    """Mend one's own words; who is named anew finds it, who is no longer named does not."""
    require(permissions.can_update_komentar(acting_user, row))
    hold(row)
    row.teks = _check_teks(teks)
    named = _write_sebutan(row, objek)
    update_guarded(
        row, "komentar.update", revisi=revisi, acting_user=acting_user, juga=named, teks=row.teks,
        diubah_pada=database_now(),
    )  # fmt: skip


@transaction.atomic
def delete_komentar(row: Komentar, *, acting_user: Pengguna) -> None:
    """Take one's own words back: the text is gone, that there was one stays."""
    require(permissions.can_delete_komentar(acting_user, row))
    update_guarded(
        row, "komentar.delete", revisi=row.revisi, acting_user=acting_user, teks="",
        dihapus_pada=database_now(),
    )  # fmt: skip


@transaction.atomic
def close_sebutan(objek: Objek, *, acting_user: Pengguna) -> int:
    """Mark as read where one was named beside a thing; how many there were."""
    require(permissions.can_close_sebutan(acting_user, objek.jenis, objek.pk))
    read = _read_sebutan(objek, acting_user)
    if read:
        record(read[0], "sebutan.close", acting_user=acting_user, juga=read[1:])
    return len(read)


@transaction.atomic
def create_ingatan(perkara: Perkara, *, acting_user: Pengguna) -> Ingatan:
    """Write to those on whom a matter waits, at most once a day for it, whoever asks.

    Raises RuleError when nobody can be written to, or somebody reminded today already.
    """
    require(permissions.can_create_ingatan(acting_user))
    people = _load_penerima(perkara, acting_user)
    if not people:
        raise RuleError("Belum ada yang dapat diingatkan: yang ditunggu tidak punya alamat surel.")
    row = Ingatan(
        instansi_id=acting_user.instansi_id,
        perkara=perkara.kunci,
        tanggal=acting_user.instansi.hari_ini,
        pengirim=acting_user,
        waktu=database_now(),
        surat=len(people),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise RuleError(
            "Sudah diingatkan hari ini. Surat berikutnya dapat dikirim besok."
        ) from error
    create_banyak_surat(row.instansi_id, _letters(row, perkara, people, acting_user))
    record(row, "ingatan.create", acting_user=acting_user, perkara=perkara.kunci)
    return row


def _check_teks(teks: str) -> str:
    text = teks.replace("\r\n", "\n").strip()
    if not text:
        raise RuleError("Tulis komentarnya dahulu.")
    if len(text) > (longest := 2000):
        raise RuleError(f"Komentar paling panjang {longest} huruf; bagi menjadi dua.")
    return text


def _write_sebutan(row: Komentar, objek: Objek) -> list[Sebutan]:
    """Who is named now and was not before; who is no longer named goes. The writer names nobody himself."""
    named = choose_disebut(row.teks, load_pembaca(row.penulis, objek))
    wanted = {orang.pk for orang in named} - {row.penulis_id}
    before = {one.pengguna_id: one for one in row.sebutan_set.all()}
    gone = [one for key, one in before.items() if key not in wanted]
    fresh = [
        Sebutan(instansi_id=row.instansi_id, komentar=row, pengguna_id=key)
        for key in sorted(wanted - before.keys())
    ]
    for one in fresh:
        one.save(force_insert=True)
    row.sebutan_set.filter(pk__in=[one.pk for one in gone]).delete()
    return [*fresh, *gone]


def _read_sebutan(objek: Objek, user: Pengguna) -> list[Sebutan]:
    """The unread mentions of a person beside a thing, now read."""
    rows = Sebutan.objects.filter(
        komentar__instansi=user.instansi_id, komentar__jenis=objek.jenis,
        komentar__objek=objek.pk, pengguna=user, dibaca_pada__isnull=True,
    )  # fmt: skip
    found = list(rows)
    Sebutan.objects.filter(pk__in=[one.pk for one in found]).update(dibaca_pada=database_now())
    return found


def _load_penerima(perkara: Perkara, user: Pengguna) -> list[Pengguna]:
    rows = Penugasan.objects.in_force(user.instansi.hari_ini).filter(peran=perkara.peran)
    if perkara.unit is not None:
        rows = rows.filter(perangkat_daerah=perkara.unit)
    people = Pengguna.objects.visible_to(user).filter(
        is_active=True, pk__in=rows.values("pengguna")
    )
    return list(people.exclude(email="").exclude(pk=user.pk).for_list())


def _letters(
    row: Ingatan, perkara: Perkara, people: Sequence[Pengguna], user: Pengguna
) -> Iterable[Tulisan]:
    for n, orang in enumerate(people):
        text = ISI.format(
            nama=orang.nama, pengirim=user.nama, judul=perkara.judul,
            alamat=settings.ALAMAT + perkara.alamat, instansi=user.instansi.nama,
        )  # fmt: skip
        yield Tulisan(f"ingatan/{row.pk}/{n}", orang.email, f"Pengingat: {perkara.judul}", text)
