"""The team of a sheet: who may stand in which place, and its rows."""

from collections.abc import Iterable

from sakip.evaluasi.acuan import load_tahapan_of
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.models import Penilaian, TimPenilai
from sakip.organisasi.models import Pengguna, Penugasan, Peran
from sakip.rules.decision import RuleError
from sakip.rules.tahapan import Tahapan


def create_tim(penilaian: Penilaian, places: Iterable[tuple[Pengguna, str]]) -> list[TimPenilai]:
    """Write the team: people with the role their place asks for, who are free of the unit.

    Raises RuleError that names the one who does not fit.
    """
    tahapan = load_tahapan_of(penilaian)
    today = penilaian.instansi.hari_ini
    chosen = list(dict.fromkeys(places))
    on_duty = Penugasan.objects.filter(
        instansi=penilaian.instansi_id, pengguna__in={orang.pk for orang, _ in chosen}
    ).in_force(today)
    roles = set(on_duty.values_list("pengguna_id", "peran"))
    for orang, tempat in chosen:
        held = {peran for pk, peran in roles if pk == orang.pk}
        _check(penilaian, tahapan, orang, tempat, held)
    return TimPenilai.objects.bulk_create(
        TimPenilai(
            instansi_id=penilaian.instansi_id, penilaian=penilaian, pengguna=orang, peran=tempat
        )
        for orang, tempat in chosen
    )


def roles_of(tahapan: Tahapan, tempat: str) -> frozenset[str]:
    """The roles of an account with which somebody may stand in a place of the team."""
    stages = (pelaku for one in tahapan.tahap for pelaku in (*one.oleh, *one.rilis))
    return frozenset(one.cap for one in stages if one.peran == tempat)


def _check(
    penilaian: Penilaian, tahapan: Tahapan, user: Pengguna, tempat: str, peran: set[str]
) -> None:
    needed = roles_of(tahapan, tempat)
    if not needed:
        raise RuleError(f"Tahapan lembar ini tidak punya {TimPenilai.Peran(tempat).label.lower()}.")
    if not peran & needed:
        words = " atau ".join(sorted(Peran(one).label.split(" (")[0].lower() for one in needed))
        raise RuleError(f"{user.nama} bukan {words} yang bertugas hari ini.")
    orang = Hubungan(user, penilaian)
    if not orang.konflik:
        raise RuleError(
            f"{user.nama} tidak dapat menilai {penilaian.nama}: ia bekerja di sana, pernah bekerja di "
            "sana dalam 12 bulan terakhir, atau mendampinginya. Pilih evaluator lain."
            if penilaian.jenis_entitas not in tahapan.penilai_luar
            else f"{user.nama} tidak dapat menilai {penilaian.nama}. {orang.konflik.reason}"
        )
    if tempat in tahapan.bukan_pendamping and orang.mendampingi:
        raise RuleError(
            f"{user.nama} mendampingi {penilaian.nama}, jadi {TimPenilai.Peran(tempat).label.lower()} "
            "lembar ini orang lain."
        )
