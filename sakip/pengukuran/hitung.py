"""Everything that follows from contracts and figures, worked out anew and compared with what is stored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sakip.organisasi.models import Instansi
from sakip.pengukuran.compute import HITUNGAN, Isi, fill_hasil, fill_tahun
from sakip.pengukuran.models import (
    CapaianTahun,
    LembarRealisasi,
    Masa,
    Potret,
    Realisasi,
    Ringkasan,
)
from sakip.pengukuran.ringkas import (
    KOLOM,
    Bagian,
    Tempat,
    make_ringkasan,
    row_of_masa,
    row_of_tahun,
    sum_bagian,
    tempat_of,
)
from sakip.rules.angka import write_angka

# A year follows its last contract.
TAHUN = ("potret_id", *HITUNGAN)


@dataclass(slots=True)
class Periksa:
    """What was found in a year: a sentence for each difference, and the rows as they should be."""

    kalimat: list[str] = field(default_factory=list)
    realisasi: list[Realisasi] = field(default_factory=list)
    tahun: list[CapaianTahun] = field(default_factory=list)
    ringkasan: list[Ringkasan] = field(default_factory=list)
    berlebih: list[Ringkasan | CapaianTahun] = field(default_factory=list)


def hold_lembar(instansi: Instansi) -> None:
    """Hold every sheet until commit: whoever saves figures holds his first, so nobody is half done."""
    rows = LembarRealisasi.objects.filter(instansi=instansi).order_by("pk")
    list(rows.select_for_update().values_list("pk"))


def load_tahun(instansi: Instansi) -> list[int]:
    """The years that were measured, oldest first."""
    rows = Masa.objects.filter(instansi=instansi).order_by("tahun")
    return list(rows.values_list("tahun", flat=True).distinct())


def check_tahun(instansi: Instansi, tahun: int) -> Periksa:
    """Every capaian of a year against the engine, and every sum against the capaian as it should be."""
    periksa = Periksa()
    rows: list[list[Any]] = []
    chains = _load_chains(instansi, tahun)
    for chain in chains.values():
        for n, one in enumerate(chain, 1):
            if one.realisasi is not None:
                _check_capaian(periksa, chain[:n], one.realisasi)
            rows.append(row_of_masa(one))
    rows += _check_capaian_tahun(periksa, instansi, tahun, chains)
    _check_ringkasan(periksa, instansi, tahun, sum_bagian(rows))
    return periksa


def _check_capaian(periksa: Periksa, chain: list[Isi], row: Realisasi) -> None:
    stored = {name: getattr(row, name) for name in HITUNGAN}
    fill_hasil(chain)
    potret = chain[-1].potret
    where = f"{potret.masa}, {potret.perangkat_daerah}, {potret.nama}"
    if faults := list(_compare(where, stored, row, HITUNGAN)):
        periksa.kalimat += faults
        periksa.realisasi.append(row)


def _check_capaian_tahun(
    periksa: Periksa, instansi: Instansi, tahun: int, chains: Mapping[tuple[int, str], list[Isi]]
) -> Iterator[list[Any]]:
    """Every year so far against the engine; what each adds to the sums, as it should be."""
    stored = CapaianTahun.objects.filter(instansi=instansi, tahun=tahun).order_by("pk")
    kept = {row.indikator_id: row for row in stored}
    for key, chain in _of_year(chains).items():
        potret = chain[-1].potret
        where = f"Tahun {tahun}, {potret.perangkat_daerah}, {potret.nama}"
        row = kept.pop(key, None)
        before = {name: getattr(row, name) for name in TAHUN} if row else {}
        row = row or CapaianTahun(instansi=instansi, tahun=tahun, indikator_id=key)
        fill_tahun(row, chain)
        faults = [f"{where}: capaian tahunnya belum ada."]
        if before:
            faults = list(_compare(where, before, row, TAHUN))
        if faults:
            periksa.kalimat += faults
            periksa.tahun.append(row)
        yield row_of_tahun(row, potret)
    for row in kept.values():
        periksa.kalimat.append(f"Tahun {row}: capaian tahun ini tidak punya kontrak.")
        periksa.berlebih.append(row)


def _of_year(chains: Mapping[tuple[int, str], list[Isi]]) -> dict[int, list[Isi]]:
    """By indicator what its year is made of: its quarters, else the year kept as a whole."""
    whole = {key: chain for (key, jenis), chain in chains.items() if jenis == Masa.Jenis.TAHUN}
    return whole | {
        key: chain for (key, jenis), chain in chains.items() if jenis == Masa.Jenis.TRIWULAN
    }


def _check_ringkasan(
    periksa: Periksa, instansi: Instansi, tahun: int, sums: Mapping[Tempat, Bagian]
) -> None:
    rows = Ringkasan.objects.filter(instansi=instansi, tahun=tahun)
    rows = rows.select_related("masa", "perangkat_daerah", "simpul").order_by("pk")
    kept = {tempat_of(row): row for row in rows}
    for tempat, bagian in sums.items():
        wanted, row = make_ringkasan(instansi.pk, tempat, bagian), kept.pop(tempat, None)
        if row is None:
            faults = [f"{_where(wanted)}: ringkasannya belum ada."]
        else:
            wanted.pk = row.pk
            stored = {name: getattr(row, name) for name in KOLOM}
            faults = list(_compare(_where(row), stored, wanted, KOLOM))
        if faults:
            periksa.kalimat += faults
            periksa.ringkasan.append(wanted)
    for row in kept.values():
        periksa.kalimat.append(f"{_where(row)}: ringkasan ini tidak punya kontrak.")
        periksa.berlebih.append(row)


def _load_chains(instansi: Instansi, tahun: int) -> dict[tuple[int, str], list[Isi]]:
    """The periods of a kind in order, by indicator: what the engine reads to the last one."""
    rows = Potret.objects.filter(instansi=instansi, masa__tahun=tahun)
    rows = rows.select_related("masa", "realisasi", "perangkat_daerah")
    chains: dict[tuple[int, str], list[Isi]] = defaultdict(list)
    for row in rows.order_by("masa__ke", "urutan", "pk"):
        chains[row.indikator_id, row.masa.jenis].append(Isi(row, getattr(row, "realisasi", None)))
    return chains


def _compare(where: str, stored: dict[str, Any], row: Any, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        wanted = getattr(row, name)
        if stored[name] != wanted:
            label = row._meta.get_field(name).verbose_name
            yield f"{where}: {label} tersimpan {_write(stored[name])}, seharusnya {_write(wanted)}."


def _where(row: Ringkasan) -> str:
    waktu = row.masa or f"Tahun {row.tahun}"
    if row.simpul is not None:
        return f"{waktu}, simpul {row.simpul}"
    return f"{waktu}, {row.perangkat_daerah or 'seluruh instansi'}"


def _write(value: Any) -> str:
    """A stored value in one short piece."""
    match value:
        case None | "":
            return "kosong"
        case bool():
            return "ya" if value else "tidak"
        case Decimal():
            return write_angka(value.normalize(), None)
        case dict():
            return ", ".join(f"{kode} {n}" for kode, n in value.items()) or "kosong"
        case _:
            return str(value).rstrip(".")
