"""What becomes of an indicator in the next period, and how much of a period is copied."""

from itertools import islice
from typing import Any

from django import forms

from sakip.perencanaan.kelanjutan import Pasangan, Pemetaan
from sakip.perencanaan.models import PeriodeRencana
from sakip.rules.kelanjutan import compute_mirip, kata_nama
from sakip.web.forms import Form
from sakip.web.listing import PER_HALAMAN


class KelanjutanForm(Form):
    """The indicator that goes on from it, the most alike first; or why it ends."""

    alasan = forms.CharField(
        label="Alasan berhenti", max_length=300, required=False,
        help_text="Isi hanya bila tidak ada penerusnya.",
    )  # fmt: skip
    field_order = ("baru", "alasan")

    def __init__(self, *args: Any, pasangan: Pasangan, pemetaan: Pemetaan, **kwargs: Any) -> None:
        """`pemetaan`: of the whole document, whose other pairs are taken."""
        own, lama = pasangan.baru, pasangan.lama
        initial = {"baru": own and own.indikator_id, "alasan": pasangan.alasan}
        super().__init__(*args, initial=initial, revisi=lama.indikator.revisi, **kwargs)
        rows = [*([own] if own else []), *pemetaan.tersisa]
        kata = kata_nama(lama.nama)
        rows.sort(key=lambda row: compute_mirip(kata, kata_nama(row.nama)), reverse=True)
        self.fields["baru"] = forms.TypedChoiceField(
            label="Dilanjutkan oleh",
            choices=[
                ("", "Tidak ada, atau belum diputuskan"),
                *((row.indikator_id, f"{row.nama} ({row.satuan})") for row in rows),
            ],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.order_fields(self.field_order)


class SerupaForm(Form):
    """The pairs that are alike in name and that nobody has decided on, all ticked at first."""

    def __init__(self, *args: Any, pemetaan: Pemetaan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = islice(pemetaan.suggest(), PER_HALAMAN)
        choices = [(_key(one), _words(one)) for one in pairs]
        self.fields["pasangan"] = forms.MultipleChoiceField(
            label="Lama dan penerusnya",
            choices=choices,
            initial=[key for key, _ in choices],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": "Centang paling sedikit satu pasangan.",
                "invalid_choice": "Sebagian sudah diputuskan orang lain. Periksa lagi yang masih ada.",
            },
        )

    @property
    def terpilih(self) -> dict[int, int]:
        """What was ticked: the new indicator by the old one."""
        keys = (key.split("-") for key in self.cleaned_data["pasangan"])
        return {int(lama): int(baru) for lama, baru in keys}


class SalinForm(Form):
    """From which document, and down to which level."""

    def __init__(
        self,
        *args: Any,
        pendahulu: list[PeriodeRencana],
        jenjang: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        """`jenjang`: key and name of each level, from the top down."""
        super().__init__(*args, **kwargs)
        known = {str(row.pk): row for row in pendahulu}
        self.fields["lama"] = forms.TypedChoiceField(
            label="Dari dokumen",
            choices=[
                (
                    pk,
                    f"{row} {row.perangkat_daerah.singkatan}" if row.perangkat_daerah else str(row),
                )
                for pk, row in known.items()
            ],
            coerce=known.__getitem__,
        )
        self.fields["sampai"] = forms.ChoiceField(
            label="Sampai jenjang", choices=jenjang, initial=jenjang[-1][0]
        )


def _key(pasangan: Pasangan) -> str:
    return f"{pasangan.lama.indikator_id}-{pasangan.baru.indikator_id if pasangan.baru else ''}"


def _words(pasangan: Pasangan) -> str:
    baru = pasangan.baru
    words = f"{pasangan.lama.nama} ({pasangan.lama.satuan})"
    return (
        f"{words} → {baru.nama} ({baru.satuan}), {pasangan.kelanjutan.nama.lower()}"
        if baru
        else words
    )
