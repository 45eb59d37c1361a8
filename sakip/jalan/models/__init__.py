"""Tables of jalan: the agency's own actions, saved scenarios, actions decided on, peers."""

from sakip.jalan.models.aksi import AksiJalan
from sakip.jalan.models.katalog import BarisKatalog
from sakip.jalan.models.pembanding import Pembanding
from sakip.jalan.models.skenario import Skenario

__all__ = ["AksiJalan", "BarisKatalog", "Pembanding", "Skenario"]
