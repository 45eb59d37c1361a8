"""Which catalogue of actions counts for which sheet, and which sheets an agency may keep one for."""

from dataclasses import replace

from sakip.evaluasi.models import PilihanInstrumen
from sakip.jalan.models import BarisKatalog
from sakip.organisasi.models import Instansi, PerangkatDaerah
from sakip.pengukuran.compute import roots
from sakip.rules.instrumen import Instrumen, load_instrumen
from sakip.rules.jalan_andai import share_of_entitas
from sakip.rules.tindakan import Katalog, katalog_awal_of, katalog_of, load_katalog


def load_katalog_of(instansi: Instansi, instrumen: Instrumen) -> tuple[Katalog | None, bool]:
    """The agency's own catalogue for an instrument, else the default one; and whether it is its own.

    None when neither exists. Which criteria follow results is the default file's to say, of a region's
    own sheet that of the national one.
    """
    rows = BarisKatalog.objects.filter(instansi=instansi, peraturan=instrumen.kunci).for_list()
    own = tuple(row.to_rule() for row in rows)
    if not own:
        try:
            return katalog_of(instrumen, roots()), False
        except LookupError:
            return None, False
    awal = find_katalog_awal(instrumen)
    if awal is not None:
        return replace(awal, tindakan=own), True
    katalog = Katalog(
        peraturan="Katalog sendiri",
        judul=f"Katalog tindakan {instansi}",
        berlaku_sejak=instrumen.berlaku_sejak,
        sumber="Katalog daerah",
        diperiksa=(),
        kunci="daerah",
        instrumen=instrumen.kunci,
        tindakan=own,
    )
    return katalog, True


def find_katalog_awal(instrumen: Instrumen) -> Katalog | None:
    """What an agency may begin its catalogue with; None where it begins with an empty one."""
    try:
        return katalog_awal_of(instrumen, roots())
    except LookupError:
        return None


def katalog_for(katalog: Katalog, unit: PerangkatDaerah | None) -> Katalog:
    """The catalogue as an entity can work through it: a unit does its own share only."""
    if unit is None:
        return katalog
    return replace(katalog, tindakan=share_of_entitas(katalog.tindakan))


def load_lembar_katalog(instansi: Instansi) -> list[Instrumen]:
    """The sheets whose catalogue concerns an agency, the one of this year first.

    Its own sheet of the year, those that a default catalogue exists for (newest first), its own sheets
    of other years, and those it began a catalogue for.
    """
    semua, today = load_instrumen(roots()), instansi.hari_ini
    ada = {row.instrumen for row in load_katalog(roots()).values()}
    bawaan = [kunci for kunci, row in semua.items() if kunci in ada and row.berlaku_sejak <= today]
    rows = PilihanInstrumen.objects.filter(instansi=instansi).order_by("-tahun")
    pilihan = dict(rows.values_list("tahun", "kunci"))
    sendiri = BarisKatalog.objects.filter(instansi=instansi).order_by("peraturan")
    mulai = sendiri.values_list("peraturan", flat=True).distinct()
    urut = [pilihan.get(today.year, ""), *reversed(bawaan), *pilihan.values(), *mulai]
    return [semua[kunci] for kunci in dict.fromkeys(urut) if kunci in semua]
