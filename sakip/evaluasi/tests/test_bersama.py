"""Two who meet at a sheet: each holds it before the trail, so neither waits for what the other has."""

from sakip.evaluasi.actions import impor
from sakip.evaluasi.models import ImporLembar, Jawaban, NilaiSub, Penilaian
from sakip.tests.berdua import berdua, let_wait
from sakip.tests.buku import make_buku, stage, type_in
from sakip.tests.evaluasi import answer
from sakip.tests.musim import put_at


@berdua
def test_budi_grades_while_his_workbook_is_applied(musim, budi, monkeypatch):
    put_at(musim, "ketua")
    row = stage(budi, type_in(make_buku(budi, musim), {("1.b", "Jawaban"): "BB"}))
    let_wait(
        monkeypatch,
        impor,
        "transition",
        lambda: impor.import_impor_lembar(
            ImporLembar.objects.get(pk=row.pk), revisi=row.revisi, pilihan={}, acting_user=budi
        ),
        lambda: answer(
            Penilaian.objects.get(pk=musim.pk), "ketua", "1.a", nilai="B", acting_user=budi
        ),
    )
    assert dict(NilaiSub.objects.values_list("subkomponen", "jawaban")) == {"1.a": "B", "1.b": "BB"}
    assert not Jawaban.objects.exists()
