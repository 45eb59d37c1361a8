"""The controls of the way, as a form that is read from an address or from what was kept."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from sakip.jalan.andai import BACAAN, BEBAS, HARUS, JANGAN, LENSA, MUSIM, Andai, choose_menuju
from sakip.jalan.titik import TAHUN_BERTAHAN, Titik
from sakip.rules.jalan_soal import Soal
from sakip.rules.tindakan import Katalog
from sakip.web.forms import Form, UkuranField

PILIHAN = [(BEBAS, "Biarkan memilih"), (HARUS, "Harus"), (JANGAN, "Jangan")]


class AndaiForm(Form):
    """Target, reading, months; each action forced or refused; criteria met; years of standing; hands."""

    menuju = forms.ChoiceField(label="Menuju predikat")
    bacaan = forms.ChoiceField(label="Cara membaca skala", choices=list(BACAAN.items()))
    musim = forms.ChoiceField(label="Waktu", choices=list(MUSIM.items()))

    def __init__(self, data: QueryDict, *, titik: Titik, katalog: Katalog) -> None:
        self.awal = _start(titik)
        filled = data.copy()
        # A page that was opened plainly shows what it computed with.
        bebas = [(f"t-{row.kode}", BEBAS) for row in katalog.tindakan]
        for nama, nilai in [*self.awal.pairs, *bebas]:
            if not filled.get(nama):
                filled[nama] = nilai
        super().__init__(filled)
        skema = titik.instrumen.predikat.predikat
        self.fields["menuju"].choices = [  # type: ignore[attr-defined]
            (row.kode, f"{row.kode} ({row.rentang})") for row in skema
        ]
        for row in katalog.tindakan:
            self.fields[f"t-{row.kode}"] = forms.ChoiceField(
                label=f"{row.kode} {row.nama}".strip(), choices=PILIHAN
            )
        self.pemilik = sorted({nama for row in katalog.tindakan for nama in row.pemilik})
        for nama in self.pemilik:
            self.fields[f"kapasitas-{nama}"] = UkuranField(
                label=f"Hari kerja sebulan: {nama}", required=False
            )
        soal = Soal(
            titik.instrumen,
            titik.terpenuhi,
            (),
            jenis_entitas=titik.penilaian.jenis_entitas,
            tetap=titik.tetap,
        )
        kurang = [
            (row.kode, f"{row.kode} {row.uraian}")
            for sub in soal.instrumen.subkomponen
            for row in soal.kriteria(sub)
            if row.kode not in titik.terpenuhi
        ]
        self.fields["penuhi"] = forms.MultipleChoiceField(
            label="Andaikan sudah terpenuhi", choices=kurang, required=False,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        self.lengkap = [sub.kode for sub in soal.instrumen.subkomponen if soal.is_lengkap(sub)]
        for kode in self.lengkap:
            self.fields[f"lanjut-{kode}"] = forms.ChoiceField(
                label=f"Tahun bertahan {kode}",
                choices=[(str(n), str(n)) for n in range(TAHUN_BERTAHAN + 1)],
            )

    @property
    def andai(self) -> Andai:
        """The controls; a fault of one leaves that one as the page begins."""
        self.is_valid()
        data = self.cleaned_data
        pilihan = {
            nama.removeprefix("t-"): nilai for nama, nilai in data.items() if nama[:2] == "t-"
        }
        return Andai(
            menuju=data.get("menuju") or self.awal.menuju,
            bacaan=data.get("bacaan") or LENSA,
            musim=int(data.get("musim") or self.awal.musim),
            harus=tuple(kode for kode, nilai in pilihan.items() if nilai == HARUS),
            jangan=tuple(kode for kode, nilai in pilihan.items() if nilai == JANGAN),
            terpenuhi=tuple(data.get("penuhi", ())),
            lanjut={kode: int(data.get(f"lanjut-{kode}") or 0) for kode in self.lengkap},
            kapasitas={
                nama: hk
                for nama in self.pemilik
                if (hk := data.get(f"kapasitas-{nama}")) is not None and hk >= 0
            },
        )

    def fields_of(self, awalan: str) -> Iterable[forms.BoundField]:
        """The controls whose name begins so."""
        return [self[nama] for nama in self.fields if nama.startswith(awalan)]


class SkenarioForm(Form):
    """The name of a scenario."""

    nama = forms.CharField(label="Nama skenario", max_length=80)


def _start(titik: Titik) -> Andai:
    """The controls of a page that was opened plainly."""
    soal = Soal(
        titik.instrumen,
        titik.terpenuhi,
        (),
        lanjut=titik.lanjut,
        jenis_entitas=titik.penilaian.jenis_entitas,
        tetap=titik.tetap,
    )
    total = soal.score(soal.terpenuhi).total
    lanjut = {
        sub.kode: min(titik.lanjut.get(sub.kode, 0), TAHUN_BERTAHAN)
        for sub in soal.instrumen.subkomponen
        if soal.is_lengkap(sub)
    }
    return Andai(menuju=choose_menuju(soal.instrumen, total).kode, lanjut=lanjut)
