"""Edits of a draft: each is one step that can be undone, and none can land after the draft is handed over."""

from django.db import models, transaction

from sakip.audit.actions import record, require
from sakip.organisasi.models import Pengguna
from sakip.perencanaan import permissions
from sakip.perencanaan.isi import Isi, from_json, to_json, urut
from sakip.perencanaan.models import LangkahDraf, Versi
from sakip.perencanaan.ruang import Ruang, Ubahan, compute_beda
from sakip.perencanaan.suntingan import Suntingan
from sakip.perencanaan.tulis import Penulis, hold_draf, release_draf
from sakip.rules.decision import Konflik, RuleError

# How many steps back a person can go.
LANGKAH_TERBANYAK = 100


@transaction.atomic
def update_draf(versi: Versi, suntingan: Suntingan, *, acting_user: Pengguna) -> list[Ubahan]:
    """Do one edit. Raises RuleError when the tree forbids it, Konflik when somebody was first."""
    hold_draf(versi)
    require(permissions.can_update_draf(acting_user, versi))
    ruang = Ruang(versi)
    ubahan = [one for one in suntingan.compute(ruang) if one.sebelum != one.sesudah]
    if not ubahan:
        release_draf(versi)
        return []
    touched = _write(ruang, ubahan)
    _keep_step(versi, suntingan.judul, ubahan, acting_user)
    record(
        versi,
        "versi.update",
        acting_user=acting_user,
        juga=[*ruang.baru, *touched],
        langkah=suntingan.judul,
        baris=len(ubahan),
    )
    return ubahan


@transaction.atomic
def revoke_langkah(versi: Versi, *, acting_user: Pengguna) -> LangkahDraf:
    """Undo one's own last step. Raises Konflik when somebody has built on it since."""
    hold_draf(versi)
    require(permissions.can_update_draf(acting_user, versi))
    langkah = versi.langkah_set.of(acting_user).first()
    if langkah is None:
        raise RuleError("Tidak ada lagi yang dapat dibatalkan di draf ini.")
    back = [_read_step(one).revert() for one in reversed(langkah.isi)]
    ruang = Ruang(versi)
    _load(ruang, back)
    for ubahan in back:
        stored = ruang.read(ubahan.tabel, **ubahan.kunci)
        if stored != ubahan.sebelum:
            raise Konflik(compute_beda(ubahan.tabel, ubahan.sebelum, stored))
    touched = _write(ruang, back)
    LangkahDraf.objects.filter(pk=langkah.pk).delete()
    record(
        versi,
        "versi.update",
        acting_user=acting_user,
        juga=touched,
        langkah=f"Membatalkan: {langkah.judul}",
        baris=len(back),
    )
    return langkah


def _write(ruang: Ruang, ubahan: list[Ubahan]) -> list[models.Model]:
    """Each row once, as its last change leaves it; the rows touched."""
    penulis = Penulis(ruang.versi)
    _load(ruang, ubahan)
    last: dict[tuple[str, tuple[int, ...]], Ubahan] = {
        (one.tabel, urut(one.tabel, one.kunci)): one for one in ubahan
    }
    for tabel in {one.tabel: None for one in ubahan}:
        rows = [one for one in last.values() if one.tabel == tabel]
        penulis.write(
            tabel, [(ruang.find(tabel, **one.kunci), one.kunci, one.sesudah) for one in rows]
        )
    return penulis.tersentuh


def _load(ruang: Ruang, ubahan: list[Ubahan]) -> None:
    """Read all rows they are about, a table at a time."""
    for tabel in {one.tabel for one in ubahan}:
        ruang.load(tabel, [one.kunci for one in ubahan if one.tabel == tabel])


def _keep_step(versi: Versi, judul: str, ubahan: list[Ubahan], user: Pengguna) -> None:
    steps = versi.langkah_set.of(user)
    last = steps.values_list("urutan", flat=True).first() or 0
    isi: list[Isi] = [
        {
            "tabel": one.tabel,
            "kunci": one.kunci,
            "sebelum": to_json(one.sebelum),
            "sesudah": to_json(one.sesudah),
        }
        for one in ubahan
    ]
    LangkahDraf.objects.create(
        instansi_id=versi.instansi_id,
        versi=versi,
        pengguna=user,
        urutan=last + 1,
        judul=judul,
        isi=isi,
    )
    steps.filter(urutan__lte=last + 1 - LANGKAH_TERBANYAK).delete()


def _read_step(step: Isi) -> Ubahan:
    tabel = step["tabel"]
    return Ubahan(
        tabel,
        step["kunci"],
        from_json(tabel, step["sebelum"]),
        from_json(tabel, step["sesudah"]),
    )
