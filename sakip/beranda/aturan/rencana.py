"""What waits of plans: drafts and decisions on them, crosscutting, data that units ask of each other."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from sakip.beranda.fakta import Fakta, Penulis, Sumber
from sakip.beranda.hal import Pihak, Tugas
from sakip.organisasi.models import Pengguna, Peran
from sakip.pengukuran.models import Masa, Potret
from sakip.pengukuran.pantauan import TERISI
from sakip.perencanaan.models import Lintas, PeriodeRencana, PermintaanData, Versi
from sakip.rules.tanggal import triwulan_of
from sakip.rules.temuan import lint_on
from sakip.web.clock import now

KEPALA_DAERAH = frozenset({Peran.PIMPINAN, Peran.SEKDA})


def putuskan_revisi(user: Pengguna) -> Iterator[Sumber]:
    """Drafts handed over on which this person decides: a unit's by Bappeda, the agency's above it."""
    rows = Versi.objects.visible_to(user).filter(status=Versi.Status.DIAJUKAN)
    agency = user.cap is not None and user.cap.peran in KEPALA_DAERAH

    def tulis(f: Fakta) -> Tugas:
        oleh = f.teks["pengaju"] or "Penyusunnya"
        return Tugas(
            f"versi-putuskan/{f.pk}", f"Putuskan revisi {_dokumen(f)}",
            f"{oleh} menunggu keputusan Anda. {f.teks['alasan']}",
            reverse("perencanaan:versi_approve", args=(f.pk,)), "Periksa dan putuskan",
            keputusan=True, menit=10,
        )  # fmt: skip

    yield _versi(user, rows.filter(periode__perangkat_daerah__isnull=agency), tulis)


def tulis_revisi(user: Pengguna) -> Iterator[Sumber]:
    """Drafts that came back with a reason; open ones of one's own; those that wait for a decision."""
    rows = Versi.objects.visible_to(user)
    unit = _unit(user)
    bappeda = user.cap is not None and user.cap.peran == Peran.BAPPEDA
    agency = Q(periode__perangkat_daerah__isnull=True)
    own = rows.filter(agency if bappeda else Q(periode__perangkat_daerah=unit))
    writable = agency | Q(periode__perangkat_daerah__punya_renstra=True)
    drafts = Q(writable, status=Versi.Status.DRAF)
    returned = (rows if bappeda else own).filter(drafts).exclude(catatan="")
    yield _versi(user, returned, _perbaiki)
    yield _versi(user, own.filter(drafts, catatan=""), _lanjutkan)
    waits = Pihak("Sekretaris Daerah", Peran.SEKDA) if bappeda else Pihak("Bappeda", Peran.BAPPEDA)

    def tunggu(f: Fakta) -> Tugas:
        address = reverse("perencanaan:versi_detail", args=(f.pk,))
        return Tugas(
            f"versi-tunggu/{f.pk}", f"Keputusan atas revisi {_dokumen(f)}", f.teks["alasan"],
            address, "Lihat", pihak=waits,
        )  # fmt: skip

    yield _versi(user, own.filter(status=Versi.Status.DIAJUKAN), tunggu)


def jawab_lintas(user: Pengguna) -> Iterator[Sumber]:
    """Crosscutting asked of the unit, answered by its head; by Bappeda once the days are over."""
    days, today = _hari_tanggapan(user), user.instansi.hari_ini
    rows = Lintas.objects.visible_to(user).menunggu()
    if user.cap is not None and user.cap.peran == Peran.BAPPEDA:
        rows = rows.filter(diusulkan_pada__lte=today - timedelta(days=days + 1))
        rows = rows.exclude(diusulkan_oleh=user)
    else:
        rows = rows.filter(perangkat_daerah=_unit(user))

    def tulis(f: Fakta) -> Tugas:
        due = f.tenggat + timedelta(days=days) if f.tenggat else None
        return Tugas(
            f"lintas-jawab/{f.pk}", f"Jawab usulan lintas dari {f.teks['pengusul']}",
            f"Untuk {f.teks['mitra']}: {f.teks['sumbangan']}",
            reverse("perencanaan:lintas_detail", args=(f.pk,)), "Baca dan jawab",
            tenggat=due, keputusan=True, menit=5, acara="Jawab usulan lintas",
        )  # fmt: skip

    yield _lintas(user, rows, tulis)


def tunggu_lintas(user: Pengguna) -> Iterator[Sumber]:
    """What the unit proposed, and who has not answered."""
    rows = Lintas.objects.visible_to(user).menunggu().filter(pengusul=_unit(user))

    def tulis(f: Fakta) -> Tugas:
        return Tugas(
            f"lintas-tunggu/{f.pk}", f"Jawaban {f.teks['mitra']} atas usulan lintas",
            f.teks["sumbangan"], reverse("perencanaan:lintas_detail", args=(f.pk,)), "Lihat",
            pihak=Pihak(f"Kepala {f.teks['mitra']}", Peran.KEPALA_OPD, f.angka["mitra"]),
        )  # fmt: skip

    yield _lintas(user, rows, tulis)


def permintaan_data(user: Pengguna) -> Iterator[Sumber]:
    """Figures asked of the unit, and those it asked for: waiting, or answered and not used yet."""
    unit = _unit(user)
    rows = PermintaanData.objects.visible_to(user)

    def jawab(f: Fakta) -> Tugas:
        return Tugas(
            f"permintaan-jawab/{f.pk}", f"Jawab permintaan data dari {f.teks['pengusul']}",
            f.teks["diminta"], _permintaan_page(f), "Jawab", tenggat=f.tenggat, menit=5,
            acara="Jawab permintaan data",
        )  # fmt: skip

    def tunggu(f: Fakta) -> Tugas:
        return Tugas(
            f"permintaan-tunggu/{f.pk}", f"Data dari {f.teks['mitra']}", f.teks["diminta"],
            _permintaan_page(f), "Lihat", tenggat=f.tenggat,
            pihak=Pihak(f.teks["mitra"], Peran.OPERATOR_OPD, f.angka["mitra"]),
        )  # fmt: skip

    yield _permintaan(user, rows.menunggu().filter(perangkat_daerah=unit), jawab)
    yield _permintaan(user, rows.menunggu().filter(pengusul=unit), tunggu)


def pakai_jawaban(user: Pengguna) -> Iterator[Sumber]:
    """Answers that lie beside a field that is still empty and may be typed."""
    moment, unit = now(), _unit(user)
    cell = Potret.objects.filter(
        ~TERISI, indikator=OuterRef("indikator"), perangkat_daerah=OuterRef("pengusul"), diukur=True,
        masa__tahun=OuterRef("tahun"), masa__jenis=Masa.Jenis.TRIWULAN, masa__ke=OuterRef("ke"),
        masa__buka__lte=moment, masa__kunci__gt=moment,
        masa__lembar_set__perangkat_daerah=OuterRef("pengusul"),
        masa__lembar_set__status__in=("draf", "dikembalikan"),
    ).order_by("pk")  # fmt: skip
    rows = PermintaanData.objects.visible_to(user).filter(Exists(cell), pengusul=unit)

    def tulis(f: Fakta) -> Tugas:
        args = (f.angka["tahun"], f.angka["ke"], f.teks["kode"])
        page = reverse("pengukuran:realisasi_update", args=args)
        return Tugas(
            f"permintaan-pakai/{f.pk}", f"Pakai data dari {f.teks['mitra']}", f.teks["diminta"],
            f"{page}?pakai={f.pk}#nama-{f.angka['potret']}", "Pakai", menit=1,
        )  # fmt: skip

    answered = rows.filter(status=PermintaanData.Status.DIJAWAB)
    yield Sumber(
        answered, tulis,
        teks={"diminta": "diminta", "mitra": "perangkat_daerah__singkatan",
              "kode": "pengusul__kode"},
        angka={"tahun": "tahun", "ke": "ke", "potret": Subquery(cell.values("pk")[:1])},
        lainnya=_page(user, "perencanaan:permintaan_list"),
    )  # fmt: skip


def _unit(user: Pengguna) -> int | None:
    return user.cap.perangkat_daerah_id if user.cap else None


def _page(user: Pengguna, name: str) -> str:
    today = user.instansi.hari_ini
    return reverse(name, args=(today.year, triwulan_of(today)))


def _hari_tanggapan(user: Pengguna) -> int:
    return lint_on(user.instansi.hari_ini).hari_tanggapan


def _versi(user: Pengguna, rows: QuerySet[Versi], tulis: Penulis) -> Sumber:
    owner = "periode__perangkat_daerah__"
    return Sumber(
        rows, tulis,
        teks={"jenis": "periode__jenis", "singkatan": f"{owner}singkatan", "alasan": "alasan",
              "catatan": "catatan", "pengaju": "diajukan_oleh__nama"},
        angka={"awal": "periode__tahun_awal", "akhir": "periode__tahun_akhir"},
        lainnya=_page(user, "perencanaan:rencana_list"),
    )  # fmt: skip


def _dokumen(f: Fakta) -> str:
    periode = PeriodeRencana(
        jenis=f.teks["jenis"], tahun_awal=f.angka["awal"], tahun_akhir=f.angka["akhir"]
    )
    return f"{periode} {f.teks['singkatan']}".rstrip()


def _perbaiki(f: Fakta) -> Tugas:
    return Tugas(
        f"versi-perbaiki/{f.pk}", f"Perbaiki revisi {_dokumen(f)}",
        f"Dikembalikan: “{f.teks['catatan']}”",
        reverse("perencanaan:versi_detail", args=(f.pk,)), "Buka draf", menit=15,
    )  # fmt: skip


def _lanjutkan(f: Fakta) -> Tugas:
    """Also where findings of the lint wait: they stand on that page, and hold its handing over."""
    return Tugas(
        f"versi-lanjutkan/{f.pk}", f"Lanjutkan draf {_dokumen(f)}",
        "Belum diajukan. Temuan pemeriksaan tampil di halamannya.",
        reverse("perencanaan:versi_detail", args=(f.pk,)), "Buka draf", menit=15,
    )  # fmt: skip


def _lintas(user: Pengguna, rows: QuerySet[Lintas], tulis: Penulis) -> Sumber:
    return Sumber(
        rows, tulis, tenggat="diusulkan_pada",
        teks={"pengusul": "pengusul__singkatan", "mitra": "perangkat_daerah__singkatan",
              "sumbangan": "sumbangan"},
        angka={"mitra": "perangkat_daerah"},
        lainnya=_page(user, "perencanaan:lintas_list"),
    )  # fmt: skip


def _permintaan(user: Pengguna, rows: QuerySet[PermintaanData], tulis: Penulis) -> Sumber:
    return Sumber(
        rows, tulis, tenggat="tenggat",
        teks={"pengusul": "pengusul__singkatan", "mitra": "perangkat_daerah__singkatan",
              "diminta": "diminta"},
        angka={"mitra": "perangkat_daerah"},
        lainnya=_page(user, "perencanaan:permintaan_list"),
    )  # fmt: skip


def _permintaan_page(f: Fakta) -> str:
    return reverse("perencanaan:permintaan_detail", args=(f.pk,))
