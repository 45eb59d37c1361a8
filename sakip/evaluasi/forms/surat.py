"""The shape of a letter of assignment: number, dates, team, and the objects it is for."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from sakip.evaluasi.isian import IsiSurat
from sakip.evaluasi.models import Penilaian, SuratTugas, TimPenilai
from sakip.organisasi.forms.fields import CentangField, offer_rows
from sakip.organisasi.models import Pengguna
from sakip.web.forms import Form, TanggalField


def _place(label: str, bantuan: str = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, empty_value=None, help_text=bantuan)


class SuratForm(Form):
    """A letter; `sheets` are the objects offered, None where they stay as they are."""

    KOLOM = ("jenis", "nomor", "tanggal", "nomor_pkpt", "mulai", "selesai")
    TEMPAT = ("penanggung_jawab", "pengendali_mutu", "pengendali_teknis", "ketua")

    jenis = forms.ChoiceField(label="Jenis", choices=SuratTugas.Jenis.choices)
    nomor = forms.CharField(label="Nomor", max_length=80)
    tanggal = TanggalField(label="Tanggal")
    nomor_pkpt = forms.CharField(label="Nomor PKPT", max_length=80, required=False)
    mulai = TanggalField(label="Mulai tugas")
    selesai = TanggalField(label="Selesai tugas")
    penanggung_jawab = _place(
        "Penanggung jawab", "Inspektur; merilis hasil, jadi tidak ikut menilai."
    )
    pengendali_mutu = _place("Pengendali mutu", "Mengusulkan hasil, jadi tidak ikut menilai.")
    pengendali_teknis = _place("Pengendali teknis", "Bukan pendamping perangkat daerahnya.")
    ketua = _place("Ketua tim")
    anggota = CentangField(label="Anggota tim", queryset=Pengguna.objects.none(), required=False)
    objek = CentangField(label="Yang dinilai", queryset=Penilaian.objects.none())

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Pengguna],
        sheets: QuerySet[Penilaian] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, anggota=people)
        self._offer_places(people)
        if sheets is None:
            del self.fields["objek"]
        else:
            offer_rows(self, objek=sheets)

    def _offer_places(self, people: QuerySet[Pengguna]) -> None:
        """The same people for every place, asked of the database once."""
        known = {str(user.pk): user for user in people}
        for tempat in self.TEMPAT:
            field = self.fields[tempat]
            if isinstance(field, forms.TypedChoiceField):
                names = ((pk, str(user)) for pk, user in known.items())
                field.choices = [("", "Belum ditetapkan"), *names]
                field.coerce = known.__getitem__

    @property
    def isi(self) -> IsiSurat:
        """The letter as typed."""
        data = self.cleaned_data
        tim = [(user, TimPenilai.Peran.ANGGOTA.value) for user in data["anggota"]]
        tim += [(data[tempat], tempat) for tempat in self.TEMPAT if data[tempat] is not None]
        return IsiSurat(tim=tim, **{name: data[name] for name in self.KOLOM})
