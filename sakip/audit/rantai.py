"""The end of a chain and the row behind it, in SQL written out.

Every act of the house ends with these three statements, and making their SQL anew each time took longer
than all the rest of a small act.
"""

from django.db import connection

from sakip.audit.models import Jejak, KepalaJejak
from sakip.web.clock import read_moment, sql_now

BIDANG = Jejak._meta.local_concrete_fields
KEPALA = 'SELECT "nomor", "hash", "waktu", {} FROM "audit_kepalajejak" WHERE "instansi_id" = %s'
GERAK = (
    'UPDATE "audit_kepalajejak" SET "nomor" = %s, "hash" = %s, "waktu" = %s '
    'WHERE "instansi_id" = %s AND "nomor" = %s AND "hash" = %s'
)
TAMBAH = "INSERT INTO {} ({}) VALUES ({})".format(  # noqa: S608  # names of our own
    f'"{Jejak._meta.db_table}"',
    ", ".join(f'"{field.column}"' for field in BIDANG),
    ", ".join(["%s"] * len(BIDANG)),
)


def hold_kepala(instansi_id: int) -> KepalaJejak:
    """How far a chain goes, held until commit where rows can be held; begun where there is none.

    Whoever waited for another's act is told the moment after it.
    """
    sql = KEPALA.format(sql_now(connection))
    if connection.features.has_select_for_update:
        sql += " FOR UPDATE"
    with connection.cursor() as cursor:
        cursor.execute(sql, [instansi_id])
        found = cursor.fetchone()
    if found:
        nomor, sidik, waktu, dibaca = found
        kepala = KepalaJejak(instansi_id, nomor, sidik, read_moment(waktu))
        kepala.dibaca = read_moment(dibaca)
        return kepala
    return KepalaJejak.objects.get_or_create(pk=instansi_id)[0]


def append_jejak(jejak: Jejak, seen: KepalaJejak) -> bool:
    """Move the head from where it was seen and add the row; False when somebody was first."""
    with connection.cursor() as cursor:
        values = {
            f.attname: f.get_db_prep_save(getattr(jejak, f.attname), connection) for f in BIDANG
        }
        end = [jejak.nomor, jejak.hash, values["waktu"]]
        cursor.execute(GERAK, [*end, seen.pk, seen.nomor, seen.hash])
        if not cursor.rowcount:
            return False
        cursor.execute(TAMBAH, list(values.values()))
    return True
