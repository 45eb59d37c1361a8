"""Units, people and their assignments of the two agencies of the demo."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sakip.demo.mutasi import PANGKAT_KEPALA, PEMEGANG, RANGKAP, appoint_kepala, appoint_rangkap
from sakip.demo.sumber import read_rows
from sakip.organisasi.actions.akun import create_kode_aktivasi, update_kata_sandi_by_kode
from sakip.organisasi.actions.instansi import create_instansi
from sakip.organisasi.actions.pengguna import create_pengguna
from sakip.organisasi.actions.penugasan import create_penugasan
from sakip.organisasi.actions.perangkat_daerah import create_perangkat_daerah
from sakip.organisasi.actions.tahun import create_tahun
from sakip.organisasi.caps import wear_cap
from sakip.organisasi.codes import hash_kode
from sakip.organisasi.models import Instansi, KodeAktivasi, Pengguna, Peran, PerangkatDaerah
from sakip.web.scope import instansi_scope

KATA_SANDI = "mangga-manis-di-kebun"
AWAL = date(2020, 1, 1)
# A domain that leads nowhere (RFC 2606), so that no letter of the demo reaches anybody.
SUREL = "contoh.example"


@dataclass(frozen=True, slots=True)
class Orang:
    """A person of the demo: the name he types, his name, his role and unit (kode, or none)."""

    username: str
    nama: str
    peran: Peran
    unit: str = ""


@dataclass(slots=True)
class Pemeran:
    """The people who act while the demo is filled, by role and unit."""

    instansi: Instansi
    admin: Pengguna
    orang: dict[str, Pengguna] = field(default_factory=dict)
    operator: dict[str, Pengguna] = field(default_factory=dict)
    kepala: dict[str, Pengguna] = field(default_factory=dict)

    @property
    def bagor(self) -> Pengguna:
        """Who opens and closes the periods here."""
        return next(one for nama, one in self.orang.items() if nama.startswith("bagor"))


# Invented names; one person for every role that a visitor may want to try.
KABUPATEN = (
    Orang("bagor", "Rina Wulandari", Peran.BAGOR, "01"),
    Orang("bappeda", "Dewi Lestari", Peran.BAPPEDA, "30"),
    Orang("bpkad", "Bambang Setiawan", Peran.BPKAD, "31"),
    Orang("walidata", "Citra Maharani", Peran.WALIDATA, "18"),
    Orang("evaluator", "Eko Prasetyo", Peran.EVALUATOR, "03"),
    Orang("anggota", "Fitri Rahmawati", Peran.EVALUATOR, "03"),
    Orang("irban", "Wahyu Santosa", Peran.EVALUATOR, "03"),
    Orang("penjamin", "Ratna Kusuma", Peran.PENJAMIN_MUTU, "03"),
    Orang("inspektur", "Irwan Hidayat", Peran.PENJAMIN_MUTU, "03"),
    Orang("tim.adhoc", "Gilang Permana", Peran.EVALUATOR, "33"),
    Orang("penjamin.adhoc", "Maya Anggraini", Peran.PENJAMIN_MUTU, "31"),
    Orang("bupati", "Surya Atmaja", Peran.PIMPINAN),
    Orang("sekda", "Hendra Gunawan", Peran.SEKDA, "01"),
    Orang("operator.dinkes", "Sari Puspita", Peran.OPERATOR_OPD, "05"),
    Orang("kepala.dinkes", "Siti Aminah", Peran.KEPALA_OPD, "05"),
)
# The elected have none.
PANGKAT = {
    Peran.BAGOR: "Penata Tk. I (III/d)",
    Peran.BAPPEDA: "Penata Tk. I (III/d)",
    Peran.BPKAD: "Penata (III/c)",
    Peran.WALIDATA: "Penata Muda (III/a)",
    Peran.EVALUATOR: "Penata (III/c)",
    Peran.PENJAMIN_MUTU: "Pembina Tk. I (IV/b)",
    Peran.SEKDA: "Pembina Utama Madya (IV/d)",
    Peran.OPERATOR_OPD: "Penata Muda (III/a)",
    Peran.KEPALA_OPD: PANGKAT_KEPALA,
    Peran.PEGAWAI: "Pembina (IV/a)",
}
KOTA = (
    Orang("bagor.kota", "Wati Handayani", Peran.BAGOR),
    Orang("operator.kota", "Joko Susilo", Peran.OPERATOR_OPD, "02"),
    Orang("kepala.kota", "Tono Hartono", Peran.KEPALA_OPD, "02"),
)


def seed_kabupaten() -> Pemeran:
    """Kabupaten Contoh: 38 units, 12 kecamatan, an operator and a head for each."""
    pemeran = _begin("35.99", "Kabupaten Contoh", "kabupaten", "admin", "Adi Nugroho")
    rows = list(read_rows("perangkat_daerah"))
    units = _seed_units(pemeran, rows)
    staff = [
        Orang(f"{job}.{row['kode'].lower()}", f"{word} {row['singkatan']}", peran, row["kode"])
        for row in rows
        if row["kode"] != "05"
        for job, word, peran in (
            ("operator", "Operator", Peran.OPERATOR_OPD),
            ("kepala", "Kepala", Peran.KEPALA_OPD),
        )
    ]
    staff = [orang for orang in staff if orang.username != f"kepala.{RANGKAP}"]
    _seed_people(pemeran, [*KABUPATEN, *staff], units)
    pemeran.kepala[RANGKAP] = appoint_rangkap(
        pemeran.kepala[PEMEGANG], units[RANGKAP], AWAL, acting_user=pemeran.admin
    )
    return pemeran


def seed_kota() -> Pemeran:
    """Kota Contoh: small, and nobody of it sees anything of the first."""
    pemeran = _begin("35.98", "Kota Contoh", "kota", "admin.kota", "Bayu Saputra")
    units = _seed_units(pemeran, list(read_rows("perangkat_daerah_kota")))
    _seed_people(pemeran, KOTA, units)
    return pemeran


def _begin(kode: str, nama: str, jenis: str, username: str, nama_admin: str) -> Pemeran:
    instansi, code = create_instansi(
        kode_wilayah=kode,
        nama=nama,
        jenis=jenis,
        username=username,
        nama_admin=nama_admin,
        acting_user=None,
    )
    admin = Pengguna.objects.get(username=username)
    _activate(admin, code)
    with instansi_scope(instansi.pk):
        wear_cap(admin, instansi.hari_ini)
        create_tahun(instansi.hari_ini.year - 1, acting_user=admin)
    return Pemeran(instansi, admin)


def _seed_units(pemeran: Pemeran, rows: list[dict[str, str]]) -> dict[str, PerangkatDaerah]:
    units = {}
    for row in rows:
        # "0" marks a unit born in January of the running year.
        born = date(pemeran.instansi.hari_ini.year, 1, 1) if row.get("aktif_sejak") else AWAL
        units[row["kode"]] = create_perangkat_daerah(
            acting_user=pemeran.admin,
            kode=row["kode"],
            nama=row["nama"],
            singkatan=row["singkatan"],
            jenis=row["jenis"],
            liga=row["liga"],
            aktif_sejak=born,
        )
    return units


def _seed_people(
    pemeran: Pemeran, people: Iterable[Orang], units: dict[str, PerangkatDaerah]
) -> None:
    admin = pemeran.admin
    for orang in people:
        person = create_pengguna(
            acting_user=admin,
            username=orang.username,
            nama=orang.nama,
            pangkat=PANGKAT.get(orang.peran, ""),
            email=f"{orang.username}@{SUREL}",
        )
        unit = units.get(orang.unit)
        since = max(AWAL, unit.aktif_sejak) if unit else AWAL
        if unit and orang.peran == Peran.KEPALA_OPD:
            appoint_kepala(person, unit, since, acting_user=admin)
        else:
            create_penugasan(
                person, acting_user=admin, peran=orang.peran, perangkat_daerah=unit, mulai=since
            )
        _activate(person, create_kode_aktivasi(person, acting_user=admin))
        person.refresh_from_db()
        wear_cap(person, pemeran.instansi.hari_ini)
        pemeran.orang[orang.username] = person
        if orang.peran == Peran.OPERATOR_OPD:
            pemeran.operator[orang.unit] = person
        if orang.peran == Peran.KEPALA_OPD:
            pemeran.kepala[orang.unit] = person


def _activate(person: Pengguna, code: str) -> None:
    """Set the demo's password the way every person does, with his own code."""
    kode = KodeAktivasi.objects.select_related("pengguna").get(hash=hash_kode(code))
    update_kata_sandi_by_kode(kode, baru=KATA_SANDI, acting_user=person)
