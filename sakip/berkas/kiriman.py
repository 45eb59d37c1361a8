"""A piece is taken in, and the last one makes a file of the cabinet: what pages of uploads share."""

from django.conf import settings
from django.core.files.base import File

from sakip.audit.actions import require
from sakip.berkas import permissions
from sakip.berkas.actions.kiriman import submit_kiriman, update_kiriman
from sakip.berkas.checks import check_unggahan
from sakip.berkas.models import Kiriman
from sakip.berkas.potongan import Sumber, delete_potongan, hold, write_potongan
from sakip.berkas.storage import store_isi
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import Konflik


def take_potongan(row: Kiriman, dari: int, sumber: Sumber, *, acting_user: Pengguna) -> int:
    """Add a piece that begins at byte `dari`; how many bytes there are now.

    Raises PermissionDenied, Konflik (another place than the last piece ended at), RuleError (another
    piece is being written) and ValidationError, after which the upload and its bytes are gone.
    """
    require(permissions.can_update_kiriman(acting_user, row))
    with hold(row.kunci) as file:
        row.refresh_from_db()
        if dari != row.diterima:
            raise Konflik(())
        sampai = dari + write_potongan(file, dari, row.ukuran - dari, sumber)
        if sampai < row.ukuran:
            update_kiriman(row, dari=dari, sampai=sampai, acting_user=acting_user)
            return sampai
        whole = File(file, name=row.nama)
        isi = store_isi(check_unggahan(whole, settings.BERKAS_MAKS_KIRIMAN_BITA))
        submit_kiriman(row, isi, dari=dari, acting_user=acting_user)
    delete_potongan(row.kunci)
    return sampai
