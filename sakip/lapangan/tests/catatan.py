"""Records without their page, and how a person sees them."""

from sakip.audit.check import check_chain
from sakip.berkas.checks import check_unggahan
from sakip.berkas.storage import store_isi
from sakip.berkas.tests.korpus import gambar, unggah
from sakip.lapangan.actions import IsiCatatan, create_catatan
from sakip.tests.access.lapangan import fakta


def catat(user, unit, kunci="cd" * 16, isi=(), **lain):
    return create_catatan(unit, IsiCatatan(fakta(kunci, **lain), isi), acting_user=user)


def lihat(client, user, row):
    client.force_login(user)
    return client.get(f"/lapangan/{row.pk}/")


def simpan(nama="foto.png", sisi=8):
    """A checked picture in the store."""
    return store_isi(check_unggahan(unggah(nama, gambar("PNG", (sisi, sisi)))))


def touched(unit):
    """What `sakip jejak periksa` has against records and files."""
    found = check_chain(unit.instansi_id)
    return [row for row in found if row.tabel.split(".")[0] in ("lapangan", "berkas")]
