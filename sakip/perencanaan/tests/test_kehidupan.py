"""Random lives of a document against whole copies: the live tree never sees a draft, old versions stay."""

import random
from decimal import Decimal
from itertools import combinations

import pytest

from sakip.audit.check import check_chain
from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.actions import draf, versi
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.isi import isi_of, token
from sakip.perencanaan.models import IsiIndikator, IsiSimpul, Simpul, TargetTahun, Versi
from sakip.perencanaan.perbedaan import compute_perbedaan
from sakip.perencanaan.rencana import BarisSimpul, Rencana
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.suntingan import (
    HapusSimpul,
    PindahSimpul,
    TambahSimpul,
    UbahSimpul,
    count_hapus,
)
from sakip.perencanaan.suntingan_indikator import (
    HapusIndikator,
    TambahIndikator,
    UbahIndikator,
    UbahTarget,
)
from sakip.perencanaan.tests.kehidupan import JENJANG, Salinan, count_reordered, differences
from sakip.rules.decision import RuleError
from sakip.rules.target import JenisTarget, Target
from sakip.tests.builders import make_perangkat_daerah

TAHUN = (2025, 2026, 2027)


class Kehidupan:
    """One document that lives by dice, and its copies."""

    def __init__(self, periode, sari, bappeda, seed):
        self.dice = random.Random(seed)
        self.periode, self.sari, self.bappeda = periode, sari, bappeda
        self.units = [make_perangkat_daerah(sari.instansi, kode=f"9{n}").pk for n in range(2)]
        self.now = Salinan()
        self.copies: dict[int, Salinan] = {}
        self.draf: Versi | None = None
        self.history: list[Salinan] = []

    @property
    def live(self) -> Salinan:
        return self.copies[max(self.copies)] if self.copies else Salinan()

    def do(self, suntingan, change):
        """An edit in the product, and when it was allowed the same in the copy."""
        before = self.now.copy()
        try:
            found = draf.update_draf(self.draf, suntingan, acting_user=self.sari)
        except RuleError:
            assert read_at(self.draf) == before.read(), "a refused edit changes nothing"
            return
        change(found)
        if found:
            self.history.append(before)

    def step(self):
        if self.draf is None:
            self.draf = versi.create_draf(self.periode, alasan="Hidup", acting_user=self.sari)
            self.history = []
            if self.dice.randrange(2):
                self.impor()
            assert read_at(self.draf) == self.now.read()
            return
        acts = [self.add] * 4 + [self.edit] * 3 + [self.move] * 3 + [self.remove, self.sheet]
        acts += [
            self.sheet,
            self.resheet,
            self.target,
            self.target,
            self.undo,
            self.undo,
            self.finish,
        ]
        self.dice.choice(acts)()
        if self.draf is not None:
            assert read_at(self.draf) == self.now.read()

    def pick(self, things):
        things = sorted(things, key=str)
        return self.dice.choice(things) if things else None

    def place(self, without=()):
        """A parent, and a sibling there to stand behind (None: in front)."""
        induk = self.pick([None, *(set(self.now.simpul) - set(without))])
        siblings = [pk for pk in self.now.anak.get(induk, []) if pk not in without]
        return induk, self.pick([None, *siblings])

    def add(self):
        induk, after = self.place()
        words = f"Hasil {self.dice.randrange(5)}"
        above = "" if induk is None else self.now.simpul[induk]["jenjang"]
        jenjang = "sasaran" if not above else JENJANG[min(JENJANG.index(above) + 1, 4)]

        def change(found):
            self.now.add(found[-1].kunci["simpul_id"], induk, after, jenjang, words)

        self.do(TambahSimpul(induk, words, after, jenjang), change)

    def edit(self):
        pk = self.pick(self.now.simpul)
        if pk is None:
            return
        words = f"Hasil {self.dice.randrange(5)}"
        with_units = tuple(sorted(self.dice.sample(self.units, self.dice.randrange(3))))

        def change(_):
            self.now.simpul[pk] |= {"teks": words, "kontributor": with_units}

        isi = {"pernyataan": words, "kontributor": list(with_units)}
        self.do(UbahSimpul(pk, self.seen("simpul", simpul_id=pk), isi), change)

    def move(self):
        pk = self.pick(self.now.simpul)
        if pk is None:
            return
        induk, after = self.place(without=self.now.below(pk))
        old = self.now.simpul[pk]["jenjang"]

        def change(_):
            new = IsiSimpul.objects.di_versi(self.draf).get(simpul=pk).jenjang
            self.now.move(pk, induk, after, JENJANG.index(new) - JENJANG.index(old))

        self.do(PindahSimpul(pk, self.now.parent(pk), induk, after), change)

    def remove(self):
        pk = self.pick(self.now.simpul)
        if pk is not None and len(self.now.below(pk)) < 4:
            many = count_hapus(Ruang(self.draf), pk)
            suntingan = HapusSimpul(pk, self.seen("simpul", simpul_id=pk), many)
            self.do(suntingan, lambda _: self.now.remove(pk))

    def sheet(self):
        pk = self.pick(self.now.simpul)
        if pk is None:
            return
        nama = f"Ukuran {self.dice.randrange(5)}"

        def change(found):
            self.now.add_sheet(found[0].kunci["indikator_id"], pk, nama)

        self.do(TambahIndikator(pk, nama, "%", {}), change)

    def resheet(self):
        pk = self.pick(self.now.indikator)
        if pk is None:
            return
        seen = self.seen("indikator", indikator_id=pk)
        if self.dice.randrange(3) == 0:
            self.do(HapusIndikator(pk, seen), lambda _: self.now.remove_sheet(pk))
            return
        nama, simpul = f"Ukuran {self.dice.randrange(5)}", self.pick(self.now.simpul)

        def change(_):
            self.now.indikator[pk]["nama"] = nama
            if self.now.indikator[pk]["simpul"] != simpul:
                self.now.ukuran[self.now.indikator[pk]["simpul"]].remove(pk)
                self.now.indikator[pk]["simpul"] = simpul
                self.now.ukuran.setdefault(simpul, []).append(pk)

        self.do(UbahIndikator(pk, seen, {"nama": nama, "simpul_id": simpul}), change)

    def target(self):
        pk, tahun = self.pick(self.now.indikator), self.dice.choice(TAHUN)
        if pk is None:
            return
        nilai = self.dice.choice([None, 0, 1, 2])
        target = (
            None if nilai is None else Target(JenisTarget.ANGKA, Decimal(nilai), Decimal(nilai))
        )

        def change(_):
            self.now.target.pop((pk, tahun), None)
            if nilai is not None:
                self.now.target[pk, tahun] = nilai

        seen = {tahun: self.seen("target", indikator_id=pk, tahun=tahun)}
        self.do(UbahTarget(pk, seen, {tahun: target}), change)

    def impor(self):
        """A workbook into the fresh draft: other words for some nodes, and one more node."""
        kode = dict(Simpul.objects.filter(periode=self.periode).values_list("pk", "kode"))
        unit = dict(PerangkatDaerah.objects.values_list("pk", "kode"))
        rows = []
        for pk in self.dice.sample(sorted(self.now.simpul), min(2, len(self.now.simpul))):
            node = self.now.simpul[pk]
            node["teks"] = f"Hasil {self.dice.randrange(5)}"
            units = tuple(sorted(unit[one] for one in node["kontributor"]))
            induk = kode.get(node["induk"], "")
            row = BarisSimpul(kode[pk], node["jenjang"], node["teks"], induk, kontributor=units)
            rows.append(row)
        above = self.pick(
            pk for pk, node in self.now.simpul.items() if node["jenjang"] == "sasaran"
        )
        jenjang = "program" if above else "sasaran"
        new = BarisSimpul(f"I{self.draf.nomor}", jenjang, "Dari berkas", kode.get(above, ""))
        plan = Rencana("renstra", 2025, 2029, "05", simpul=(*rows, new))
        import_rencana(plan, acting_user=self.sari)
        pk = Simpul.objects.get(periode=self.periode, kode=new.kode).pk
        last = self.now.anak.get(above, [])[-1:]
        self.now.add(pk, above, last[0] if last else None, jenjang, "Dari berkas")

    def undo(self):
        if self.history:
            draf.revoke_langkah(self.draf, acting_user=self.sari)
            self.now = self.history.pop()

    def finish(self):
        if self.dice.randrange(3) == 0:
            versi.revoke_draf(self.draf, acting_user=self.sari)
            self.now = self.live.copy()
        else:
            if not self.now.simpul:
                return
            try:
                versi.submit_draf(
                    self.draf, alasan=Apa(), keputusan=Apa("ikut"), acting_user=self.sari
                )
            except RuleError:
                return
            if self.dice.randrange(4) == 0:
                versi.return_draf(self.draf, catatan="Perbaiki", acting_user=self.bappeda)
                self.history = []
                return
            versi.approve_draf(self.draf, keputusan={}, catatan="", acting_user=self.bappeda)
            self.copies[self.draf.nomor] = self.now.copy()
        self.draf = None

    def seen(self, tabel, **kunci):
        return token(Ruang(self.draf).read(tabel, **kunci))


class Apa(dict):
    """Every finding explained, every impact decided alike."""

    def __init__(self, answer="Sudah dibahas"):
        super().__init__()
        self.answer = answer

    def get(self, _key, _default=None):
        return self.answer


def read_at(one: Versi) -> tuple:
    """What the product says in a version, in the form of a copy; bare filters, no queryset of its own."""
    here = {"sejak_versi__lte": one.nomor, "sampai_versi__gt": one.nomor}
    copy = Salinan()
    nodes = IsiSimpul.objects.filter(simpul__periode=one.periode_id, **here)
    for row in nodes.order_by("urutan", "simpul__kode"):
        units = tuple(sorted(k.perangkat_daerah_id for k in row.kontributor_set.all()))
        copy.simpul[row.simpul_id] = {
            "induk": row.induk_id, "jenjang": row.jenjang, "teks": row.pernyataan, "kontributor": units,
        }  # fmt: skip
        copy.anak.setdefault(row.induk_id, []).append(row.simpul_id)
    sheets = IsiIndikator.objects.filter(indikator__periode=one.periode_id, **here)
    for row in sheets.order_by("urutan", "indikator__kode"):
        copy.add_sheet(row.indikator_id, row.simpul_id, row.nama)
    targets = TargetTahun.objects.filter(indikator__periode=one.periode_id, **here)
    copy.target = {(row.indikator_id, row.tahun): int(row.bawah) for row in targets}
    return copy.read()


def check_differences(hidup: Kehidupan) -> None:
    numbers = sorted(hidup.copies)
    for a, b in combinations(numbers, 2):
        lama, baru = (Versi.objects.get(periode=hidup.periode, nomor=n) for n in (a, b))
        found = compute_perbedaan(lama, baru)
        wanted = differences(hidup.copies[a], hidup.copies[b])
        for jenis in ("ditambah", "diubah", "dihapus"):
            assert {(o.tabel, o.pk) for o in found.selisih if o.jenis == jenis} == wanted[jenis], (
                jenis
            )
        moved = {(o.tabel, o.pk) for o in found.selisih if o.jenis == "dipindah"}
        assert moved >= wanted["dipindah"]
        nodes = {pk for tabel, pk in moved - wanted["dipindah"] if tabel == "simpul"}
        assert len(nodes) == count_reordered(hidup.copies[a], hidup.copies[b])


@pytest.fixture
def periode(sari, dinkes):
    new = versi.create_dokumen(
        versi.PeriodeRencana(jenis="renstra", tahun_awal=2025, tahun_akhir=2029),
        unit=dinkes,
        acting_user=sari,
    )
    versi.revoke_draf(new, acting_user=sari)
    return new.periode


@pytest.fixture
def tanpa_lint(monkeypatch):
    """Dice write no good sentences; what the lint says is another test."""
    monkeypatch.setattr(versi, "find_temuan", lambda _: [])


@pytest.mark.parametrize("seed", range(5))
def test_a_document_lives_as_whole_copies_say(periode, sari, bappeda, tanpa_lint, seed):
    hidup = Kehidupan(periode, sari, bappeda, seed)
    for _ in range(90):
        hidup.step()
        in_force = Versi.objects.berlaku().filter(periode=periode).first()
        assert (in_force.nomor if in_force else 0) == max(hidup.copies, default=0)
    for nomor, copy in hidup.copies.items():
        assert read_at(Versi.objects.get(periode=periode, nomor=nomor)) == copy.read()
    check_differences(hidup)
    assert not [t for t in check_chain(sari.instansi_id) if t.tabel.startswith("perencanaan.")]


def test_the_lives_are_long_enough_to_say_something(periode, sari, bappeda, tanpa_lint):
    hidup = Kehidupan(periode, sari, bappeda, 3)
    for _ in range(200):
        hidup.step()
    assert len(hidup.copies) >= 3
    assert any(row.kontributor_set.exists() for row in IsiSimpul.objects.all())
    assert isi_of(IsiSimpul.objects.first())
