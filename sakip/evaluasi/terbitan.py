"""What is printed of an evaluation for one person: the report (LHE) and the working paper (KKE)."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from sakip.cetak.dokumen import Dokumen
from sakip.evaluasi.dokumen_kertas import write_kertas, write_lampiran
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.kertas import compute_kertas
from sakip.evaluasi.lembar import Lembar, load_lembar
from sakip.evaluasi.lhe import BarisHasil, load_draf, load_riwayat_hasil, write_hasil
from sakip.evaluasi.models import PENILAI, Penilaian
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import RuleError
from sakip.rules.instrumen import Subkomponen


@dataclass
class Terbitan:
    """What is printed of a sheet: one of its released results, or a draft while it is at work."""

    user: Pengguna
    penilaian: Penilaian
    versi: str = ""

    @cached_property
    def orang(self) -> Hubungan:
        return Hubungan(self.user, self.penilaian)

    @cached_property
    def riwayat(self) -> list[BarisHasil]:
        """Every released result, the first one first."""
        return load_riwayat_hasil(self.penilaian)

    @property
    def dipilih(self) -> BarisHasil | None:
        """The result asked for by its number (`versi`), else the one in force; None before a release."""
        found = [row for row in self.riwayat if str(row.hasil.pk) == self.versi] or self.riwayat
        return found[-1] if found else None

    @cached_property
    def lembar(self) -> Lembar:
        return load_lembar(self.penilaian)

    @cached_property
    def dokumen(self) -> Dokumen:
        """The report. Raises RuleError for a draft with grades missing."""
        if self.dipilih is None:
            return load_draf(self.lembar, tanggal=self.hari)
        return write_hasil(self.dipilih.hasil)

    @property
    def hari(self) -> date:
        """The day on which it is printed, or was."""
        if self.dipilih is None:
            return self.user.instansi.hari_ini
        return date.fromisoformat(self.dipilih.hasil.rincian["lhe"]["tanggal"])

    @cached_property
    def kertas(self) -> dict[str, Any] | None:
        """The working paper; None for a result that was released before it was kept."""
        if self.dipilih is None:
            return compute_kertas(self.lembar)
        return self.dipilih.hasil.kertas.isi if self.dipilih.berkertas else None

    def belum_dinilai(self) -> list[Subkomponen]:
        """The sub-components that a draft still waits for; what is final is read as it was frozen."""
        if self.penilaian.status == Penilaian.Status.SELESAI:
            return []
        return self.lembar.belum_dinilai(self.lembar.tahapan.hasil)

    @property
    def milik_tim(self) -> bool:
        """The evaluators' own columns are for evaluators."""
        return self.orang.peran in PENILAI

    def write_laporan(self) -> Dokumen:
        """The report with its annex."""
        if self.kertas is None:
            return self.dokumen
        lampiran = write_lampiran(self.kertas, milik_tim=self.milik_tim)
        return replace(self.dokumen, isi=(*self.dokumen.isi, *lampiran))

    def write_kertas(self) -> Dokumen:
        """The working paper alone. Raises RuleError where none was kept."""
        if self.kertas is None:
            raise RuleError(
                "Hasil ini dirilis sebelum kertas kerja ikut disimpan. Baca jawabannya pada LKE."
            )
        draf = self.dipilih is None
        return write_kertas(self.kertas, self.hari, draf=draf, milik_tim=self.milik_tim)
