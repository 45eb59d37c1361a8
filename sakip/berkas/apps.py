"""Every app may have a module `pemakai_berkas`, in which it registers what points to files."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class BerkasConfig(AppConfig):
    name = "sakip.berkas"

    def ready(self) -> None:
        autodiscover_modules("pemakai_berkas")
