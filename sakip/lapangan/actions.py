"""A record comes in once, whole and for good; later it may be put on paper into the cabinet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from sakip.audit.actions import record, require
from sakip.berkas.lampiran import store_lampiran
from sakip.berkas.models import Berkas
from sakip.berkas.storage import Isi
from sakip.lapangan import permissions
from sakip.lapangan.models import CatatanLapangan, LampiranLapangan
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.web.clock import database_now
from sakip.web.rows import hold

Jenis = LampiranLapangan.Jenis


@dataclass(frozen=True, slots=True)
class IsiCatatan:
    """What was written: the columns of a record by name, and its checked contents that lie in the store."""

    fakta: dict[str, Any]
    foto: Sequence[Isi] = ()
    tanda_tangan: Isi | None = None

    def lampiran(self) -> Iterator[tuple[str, Isi]]:
        """Every content with its kind; the same photo twice is one."""
        photos = {one.sha256: one for one in self.foto}
        yield from ((Jenis.FOTO, one) for one in photos.values())
        if self.tanda_tangan is not None:
            yield Jenis.TANDA_TANGAN, self.tanda_tangan


@transaction.atomic
def create_catatan(
    unit: PerangkatDaerah, isi: IsiCatatan, *, acting_user: Pengguna
) -> CatatanLapangan:
    """Add a record with its files; one that has come before (same person, same `kunci`) is given back."""
    hold(unit)
    require(permissions.can_create_catatan(acting_user, unit, _sum(isi)))
    row = CatatanLapangan(
        instansi_id=unit.instansi_id,
        perangkat_daerah=unit,
        penilaian=permissions.find_penilaian(acting_user, unit),
        pemeriksa=acting_user,
        diterima_pada=database_now(),
        **isi.fakta,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return CatatanLapangan.objects.get(pemeriksa=acting_user, kunci=row.kunci)
    lampiran = _attach(row, list(isi.lampiran()), acting_user)
    files = [one.berkas for one in lampiran]
    juga = [*lampiran, *files, *(one.blob for one in files)]
    record(row, "catatan_lapangan.create", acting_user=acting_user, juga=juga)
    return row


@transaction.atomic
def create_naskah(row: CatatanLapangan, isi: Isi, *, acting_user: Pengguna) -> Berkas:
    """Put a record on paper (`isi`) into the cabinet of its unit, where it can be pointed to as evidence."""
    held = CatatanLapangan.objects.select_for_update().get(pk=row.pk)
    require(permissions.can_create_naskah(acting_user, held, isi.ukuran))
    [one] = _attach(held, [(Jenis.NASKAH, isi)], acting_user)
    record(
        one, "naskah_lapangan.create", acting_user=acting_user, juga=[one.berkas, one.berkas.blob]
    )
    return one.berkas


def _attach(
    row: CatatanLapangan, isis: Sequence[tuple[str, Isi]], user: Pengguna
) -> list[LampiranLapangan]:
    """Files of a record: in the cabinet, but what an evaluator saw for himself in none."""
    hidden = row.penilaian_id is not None and all(jenis != Jenis.NASKAH for jenis, _ in isis)
    files = store_lampiran(
        [isi for _, isi in isis],
        None if hidden else row.perangkat_daerah,
        pengunggah=user,
        tanggal_dokumen=min(row.hari(user.instansi.zona_waktu), user.instansi.hari_ini),
        diambil_pada=row.dilihat_pada,
        tempat=row.tempat,
    )
    return LampiranLapangan.objects.bulk_create(
        LampiranLapangan(instansi_id=row.instansi_id, catatan=row, jenis=jenis, berkas=berkas)
        for (jenis, _), berkas in zip(isis, files, strict=True)
    )


def _sum(isi: IsiCatatan) -> int:
    return sum(one.ukuran for _, one in isi.lampiran())
