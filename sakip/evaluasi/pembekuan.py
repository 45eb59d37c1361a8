"""A result is released: stored with everything its report and its working paper say, for good."""

from typing import Any

from django.db import models

from sakip.audit.hashing import canonical, sha256
from sakip.evaluasi.compute import compute_hasil, fill_hasil
from sakip.evaluasi.kertas import compute_kertas
from sakip.evaluasi.lembar import Lembar
from sakip.evaluasi.models import Hasil, KertasKerja


def freeze(row: Hasil, lembar: Lembar, lhe: dict[str, Any]) -> list[models.Model]:
    """Store the result with its report and its working paper; the rows written.

    Raises PenilaianError while a grade is missing.
    """
    isi = compute_kertas(lembar)
    hasil = compute_hasil(lembar, lembar.tahapan.hasil)
    fill_hasil(row, hasil, lhe=lhe, kertas=sha256(canonical(isi)))
    row.revisi += row.pk is not None
    row.save()
    kept = {"instansi_id": row.instansi_id, "isi": isi}
    kertas, _ = KertasKerja.objects.update_or_create(hasil=row, defaults=kept)
    return [row, kertas]
