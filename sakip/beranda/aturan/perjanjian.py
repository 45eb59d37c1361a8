"""What waits of agreements: positions without a PK this year, and PK that wait for a signature."""

from collections.abc import Iterator

from django.urls import reverse

from sakip.beranda.fakta import Fakta, Sumber
from sakip.beranda.hal import Tugas
from sakip.organisasi.models import Pengguna, Peran
from sakip.organisasi.pejabat import KEPALA_DAERAH
from sakip.pengukuran.calendar import load_kalender_of
from sakip.perjanjian.daftar import DRAF, jabatan_ber_pk, saring_jabatan
from sakip.perjanjian.models import PerjanjianKinerja
from sakip.rules.tanggal import triwulan_of


def perjanjian_kinerja(user: Pengguna) -> Iterator[Sumber]:
    """Of the person's unit in this year."""
    today, unit = user.instansi.hari_ini, user.cap.perangkat_daerah_id if user.cap else None
    tahun = today.year
    page = reverse("perjanjian:pk_list", args=(tahun, triwulan_of(today)))
    due = load_kalender_of(tahun).find("pk").due(tahun)
    head = user.cap is not None and user.cap.peran == Peran.KEPALA_OPD

    def ajukan(f: Fakta) -> Tugas:
        return Tugas(
            f"pk-ajukan/{tahun}", f"Ajukan PK {tahun}", f"{f.semua} jabatan belum punya PK.",
            f"{page}?saring={DRAF}", "Lihat yang belum", tenggat=due, menit=5 * f.semua,
            acara=f"Ajukan perjanjian kinerja {tahun}",
        )  # fmt: skip

    def tanda_tangan(f: Fakta) -> Tugas:
        act = "Tandatangani" if head else "Simpan lembar bertanda tangan"
        return Tugas(
            f"pk-tanda-tangan/{f.pk}", f"{act} PK {tahun}", f.teks["jabatan"],
            reverse("perjanjian:pk_detail", args=(f.pk,)), "Buka PK", tenggat=due, keputusan=head,
            acara=f"Tanda tangan perjanjian kinerja {tahun}",
        )  # fmt: skip

    own = jabatan_ber_pk(user, today).filter(perangkat_daerah=unit).exclude(jenjang=KEPALA_DAERAH)
    yield Sumber(saring_jabatan(own, tahun, DRAF), ajukan, ringkas=True)
    waiting = PerjanjianKinerja.objects.visible_to(user).filter(
        status=PerjanjianKinerja.Status.DIAJUKAN, tahun=tahun, jabatan__perangkat_daerah=unit
    )
    texts = {"jabatan": "jabatan__nama"}
    yield Sumber(waiting, tanda_tangan, teks=texts, lainnya=f"{page}?saring=diajukan")
