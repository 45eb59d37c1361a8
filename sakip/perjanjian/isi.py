"""The whole text of a PK as plain values: what is shown, printed, hashed and frozen."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from sakip.audit.hashing import canonical
from sakip.organisasi.models import Jabatan, JenisPenugasan, Penugasan
from sakip.organisasi.pejabat import write_jabatan
from sakip.perjanjian.susun import BarisSasaran, BarisUang, Janji, Pengajuan, Susunan
from sakip.rules.angka import write_rupiah
from sakip.rules.pagu import sum_of, write_proporsi
from sakip.rules.perjanjian import Bentuk
from sakip.rules.target import write_target

Isi = dict[str, Any]


def make_isi(susunan: Susunan, pengajuan: Pengajuan | None = None) -> Isi:
    """A PK as it would be printed; figures are texts as printed, days in ISO."""
    aturan, jabatan, bentuk = susunan.aturan, susunan.jabatan, susunan.aturan.bentuk
    unit, instansi = jabatan.perangkat_daerah, jabatan.perangkat_daerah.instansi
    agency = susunan.formulir.sasaran == "daerah"
    known = [one.jumlah for one in susunan.uang if one.jumlah is not None]
    isi = {
        "peraturan": aturan.peraturan,
        "formulir": susunan.formulir.kunci,
        "dasar": susunan.formulir.dasar,
        "kolom_sasaran": susunan.formulir.kolom_sasaran,
        "kolom_uang": susunan.formulir.kolom_uang,
        "keterangan": susunan.formulir.keterangan,
        "baris_jumlah": bentuk.baris_jumlah,
        "instansi": instansi.nama,
        "unit": "" if agency else unit.nama,
        "tahun": susunan.tahun,
        "perubahan_ke": susunan.perubahan_ke,
        "alasan": _alasan(susunan, pengajuan),
        "tempat": pengajuan.tempat if pengajuan else "",
        "tanggal": susunan.tanggal,
        "pertama": _pihak(jabatan, susunan.pertama, bentuk),
        "kedua": jabatan.atasan
        and susunan.formulir.dua_pihak
        and _pihak(jabatan.atasan, susunan.kedua, bentuk),
        "sasaran": [_sasaran(row) for row in susunan.sasaran],
        "uang": [_uang(row) for row in susunan.uang],
        "jumlah": write_rupiah(sum_of(known)),
    }
    plain: Isi = json.loads(canonical(isi))
    return plain


def compare_isi(lama: Isi, baru: Isi) -> list[tuple[str, str, str]]:
    """What reads differently: parties, promises and money, as (what, before, after)."""
    before, after = dict(_lines(lama)), dict(_lines(baru))
    return [
        (what, before.get(what, "tidak ada"), after.get(what, "tidak ada"))
        for what in {**before, **after}
        if before.get(what) != after.get(what)
    ]


def _lines(isi: Isi) -> Iterator[tuple[str, str]]:
    """Every line of a PK by what it is about."""
    for nama, pihak in (("Pihak pertama", isi["pertama"]), ("Pihak kedua", isi["kedua"])):
        if pihak:
            yield nama, f"{pihak['nama']}, {pihak['jabatan']}"
    for row in isi["sasaran"]:
        for one in row["indikator"]:
            yield one["nama"], f"{one['target'] or 'belum ada'} {one['satuan']}"
    for row in isi["uang"]:
        yield row["nama"], row["anggaran"] or "–"


def date_of(isi: Isi) -> date:
    """The day that the PK bears."""
    return date.fromisoformat(isi["tanggal"])


def _alasan(susunan: Susunan, pengajuan: Pengajuan | None) -> str:
    """Why it changes an earlier one, as the paper says it."""
    if pengajuan is None or not susunan.perubahan_ke:
        return ""
    nama = {row.kunci: row.nama for row in susunan.aturan.alasan}[pengajuan.alasan]
    parts = [nama, pengajuan.uraian_alasan, pengajuan.alasan_turun]
    return ". ".join(part.rstrip(". ") for part in parts if part) + "."


def _pihak(jabatan: Jabatan, holder: Penugasan | None, bentuk: Bentuk) -> Isi:
    if holder is None:
        return {"jabatan": jabatan.nama, "nama": "", "pangkat": "", "nip": "", "surat": ""}
    is_acting = holder.jenis != JenisPenugasan.DEFINITIF
    return {
        "jabatan": write_jabatan(jabatan, holder),
        "nama": holder.pengguna.nama,
        "pangkat": holder.pengguna.pangkat if bentuk.tulis_pangkat else "",
        "nip": holder.pengguna.nip if bentuk.tulis_nip else "",
        "surat": holder.nomor_surat if is_acting else "",
    }


def _sasaran(row: BarisSasaran) -> Isi:
    return {
        "simpul": row.isi.simpul_id,
        "pernyataan": row.isi.pernyataan,
        "indikator": [_janji(one) for one in row.janji],
    }


def _janji(one: Janji) -> Isi:
    target = "" if one.target is None else write_target(one.target, one.isi.desimal)
    return {
        "pk": one.isi.indikator_id,
        "nama": one.isi.nama,
        "satuan": one.isi.satuan,
        "target": target,
        "iku": one.isi.iku,
        "turun": one.turun,
    }


def _uang(row: BarisUang) -> Isi:
    anggaran = "" if row.jumlah is None else write_rupiah(row.jumlah)
    return {"nama": row.nama, "anggaran": anggaran, "keterangan": write_proporsi(row.sumber)}
