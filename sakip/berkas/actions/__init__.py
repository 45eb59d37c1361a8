"""Changes to evidence, one module per noun."""

from sakip.berkas.actions.berkas import (
    KETERANGAN,
    create_berkas,
    delete_berkas,
    revoke_penghapusan,
    update_berkas,
    update_keterangan,
)

__all__ = [
    "KETERANGAN",
    "create_berkas",
    "delete_berkas",
    "revoke_penghapusan",
    "update_berkas",
    "update_keterangan",
]
