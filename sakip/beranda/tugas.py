"""What waits for a person now. A line closes by itself when the fact changes; nobody ticks it off."""

from collections.abc import Callable, Iterator
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from sakip.beranda.hal import Tugas
from sakip.beranda.pembukaan import putuskan_pembukaan
from sakip.beranda.revisi import perbaiki_revisi, putuskan_revisi
from sakip.evaluasi.models import Penilaian
from sakip.organisasi.models import Pengguna, Peran, PerangkatDaerah, TahunKerja
from sakip.pengukuran.alamat import address_of
from sakip.pengukuran.calendar import load_kalender_of
from sakip.pengukuran.kurang import load_kurang
from sakip.pengukuran.models import LembarRealisasi, Masa, Verifikasi
from sakip.pengukuran.verifikasi import filter_objek, load_objek
from sakip.rules.tanggal import triwulan_of
from sakip.web.clock import now

Status = LembarRealisasi.Status


def load_tugas(user: Pengguna) -> list[Tugas]:
    """The person's acts under his active cap, the most urgent first."""
    if user.cap is None:
        return []
    found = [tugas for make in MAKERS.get(user.cap.peran, ()) for tugas in make(user)]
    return sorted(found, key=lambda t: (not t.lewat, t.tenggat or date.max))


def load_tenggat(user: Pengguna, *, banyak: int = 3) -> list[tuple[date, str, int]]:
    """The next days of the calendar: day, what, and how many days are left."""
    today = user.instansi.hari_ini
    rows = load_kalender_of(today.year).in_order(today.year)
    rows += load_kalender_of(today.year).in_order(today.year + 1)
    ahead = [(day, butir.nama, (day - today).days) for day, butir in rows if day >= today]
    return ahead[:banyak]


def _sheets(user: Pengguna) -> list[LembarRealisasi]:
    """The unit's sheets of periods that are open now."""
    moment = now()
    cap = user.cap
    rows = LembarRealisasi.objects.visible_to(user).filter(
        perangkat_daerah_id=cap.perangkat_daerah_id if cap else None,
        masa__buka__lte=moment,
        masa__kunci__gt=moment,
        masa__jenis__in=("triwulan", "bulan"),
    )
    return list(rows.select_related("masa__instansi", "perangkat_daerah").order_by("masa__tutup"))


def _isi_realisasi(user: Pengguna) -> Iterator[Tugas]:
    for lembar in _sheets(user):
        if not lembar.can_be_typed:
            continue
        if lembar.status == Status.DIKEMBALIKAN:
            yield _of_sheet(lembar, f"Perbaiki realisasi {lembar.masa}", lembar.alasan, "Perbaiki")
        elif lacking := len(load_kurang(lembar)):
            why = f"{lacking} hal belum lengkap."
            yield _of_sheet(lembar, f"Isi realisasi {lembar.masa}", why, "Lanjutkan")
        else:
            why = "Semua sudah terisi."
            yield _of_sheet(lembar, f"Ajukan realisasi {lembar.masa}", why, "Ajukan")


def _putuskan_realisasi(user: Pengguna) -> Iterator[Tugas]:
    for lembar in _sheets(user):
        if lembar.status == Status.DIAJUKAN and lembar.diajukan_oleh_id != user.pk:
            why = "Operator menunggu keputusan Anda."
            yield _of_sheet(lembar, f"Setujui realisasi {lembar.masa}", why, "Lihat dan putuskan")


def _verifikasi(user: Pengguna) -> Iterator[Tugas]:
    """Approved sheets of open quarters that wait for this checker."""
    moment = now()
    rows = Masa.objects.visible_to(user).filter(buka__lte=moment, kunci__gt=moment)
    for masa in rows.filter(jenis=Masa.Jenis.TRIWULAN).select_related("instansi").order_by("tutup"):
        for objek in load_objek(user, masa):
            sheets = filter_objek(LembarRealisasi.objects.visible_to(user), masa, objek.kunci)
            done = Verifikasi.objects.standing().filter(objek=objek.kunci)
            waiting = sheets.exclude(verifikasi_set__in=done).count()
            if waiting:
                address = reverse("pengukuran:verifikasi_list", args=(masa.tahun, masa.ke))
                yield Tugas(
                    f"Verifikasi {masa}: {objek.nama.lower()}",
                    f"{waiting} perangkat daerah menunggu.",
                    f"{address}?objek={objek.kunci}",
                    "Periksa",
                    tenggat=masa.kunci.date(),
                )


def _of_sheet(lembar: LembarRealisasi, judul: str, why: str, tombol: str) -> Tugas:
    due = lembar.masa.tutup
    return Tugas(
        judul,
        why,
        address_of(lembar),
        tombol,
        tenggat=due.date(),
        lewat=due < now(),
    )


def _pantau_triwulan(user: Pengguna) -> Iterator[Tugas]:
    """For those who run the cycle: how many units have sent the open quarter."""
    today = user.instansi.hari_ini
    tahun, tw = today.year, triwulan_of(today)
    counts = LembarRealisasi.objects.visible_to(user).filter(
        masa__tahun=tahun, masa__ke=tw, masa__jenis="triwulan"
    )
    sums = counts.aggregate(
        semua=Count("pk"),
        masuk=Count("pk", filter=Q(status__in=[Status.DIAJUKAN, Status.DISETUJUI])),
    )
    if not sums["semua"]:
        yield Tugas(
            "Buka masa pengukuran triwulan ini",
            "Perangkat daerah baru dapat mengisi setelah masa dibuka.",
            reverse("pengukuran:kalender", args=(tahun, tw)),
            "Buka kalender",
        )
    elif sums["masuk"] < sums["semua"]:
        yield Tugas(
            "Pantau realisasi triwulan ini",
            f"{sums['masuk']} dari {sums['semua']} perangkat daerah sudah mengajukan.",
            reverse("pengukuran:lembar_list", args=(tahun, tw)),
            "Lihat yang belum",
        )


def _siapkan_instansi(user: Pengguna) -> Iterator[Tugas]:
    """A new agency: what comes first."""
    has_units = PerangkatDaerah.objects.visible_to(user).exists()
    if has_units and TahunKerja.objects.visible_to(user).exists():
        return
    yield Tugas(
        "Siapkan instansi Anda",
        "Isi profil, buka tahun kerja, lalu tambahkan perangkat daerah dan orangnya.",
        reverse("organisasi:setelan"),
        "Buka Setelan",
    )


def _nilai_lke(user: Pengguna) -> Iterator[Tugas]:
    rows = Penilaian.objects.visible_to(user).filter(
        status=Penilaian.Status.DINILAI, tim_set__pengguna=user, perangkat_daerah__isnull=False
    )
    for row in rows.select_related("perangkat_daerah").order_by("perangkat_daerah__kode")[:20]:
        yield _of_lke(user, row, f"Nilai LKE {row.perangkat_daerah}", "Buka LKE")


def _isi_mandiri(user: Pengguna) -> Iterator[Tugas]:
    cap = user.cap
    rows = Penilaian.objects.visible_to(user).filter(
        status=Penilaian.Status.MANDIRI,
        perangkat_daerah_id=cap.perangkat_daerah_id if cap else None,
        perangkat_daerah__isnull=False,
    )
    for row in rows.select_related("perangkat_daerah").order_by("-tahun_evaluasi")[:3]:
        yield _of_lke(user, row, f"Penilaian mandiri {row.tahun_evaluasi}", "Buka LKE")


def _of_lke(user: Pengguna, row: Penilaian, judul: str, tombol: str) -> Tugas:
    kode = row.perangkat_daerah.kode if row.perangkat_daerah else ""
    args = (row.tahun_evaluasi, triwulan_of(user.instansi.hari_ini), kode)
    limit = load_kalender_of(row.tahun_evaluasi).find("mandiri-tutup").due(row.tahun_evaluasi)
    if row.status == Penilaian.Status.DINILAI:
        limit = load_kalender_of(row.tahun_evaluasi).find("lhe-pd").due(row.tahun_evaluasi)
    return Tugas(
        judul,
        f"Evaluasi AKIP {row.tahun_evaluasi}.",
        reverse("evaluasi:lke", args=args),
        tombol,
        tenggat=limit,
        lewat=limit < user.instansi.hari_ini,
    )


Maker = Callable[[Pengguna], Iterator[Tugas]]
MAKERS: dict[str, tuple[Maker, ...]] = {
    Peran.OPERATOR_OPD: (_isi_realisasi, _isi_mandiri, perbaiki_revisi),
    Peran.KEPALA_OPD: (_putuskan_realisasi, putuskan_pembukaan, _isi_mandiri, perbaiki_revisi),
    Peran.BAPPEDA: (putuskan_revisi, perbaiki_revisi, _verifikasi),
    Peran.BPKAD: (_verifikasi,),
    Peran.WALIDATA: (_verifikasi,),
    Peran.PIMPINAN: (putuskan_revisi,),
    Peran.SEKDA: (putuskan_revisi,),
    Peran.BAGOR: (_siapkan_instansi, _pantau_triwulan, putuskan_pembukaan, _verifikasi),
    Peran.ADMIN: (_siapkan_instansi, _pantau_triwulan, putuskan_pembukaan),
    Peran.EVALUATOR: (_nilai_lke,),
    Peran.PENJAMIN_MUTU: (_nilai_lke,),
}
