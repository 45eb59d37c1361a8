"""Every app may have a module `pekerjaan`, in which it registers its jobs and periodic work."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LatarConfig(AppConfig):
    name = "sakip.latar"

    def ready(self) -> None:
        autodiscover_modules("pekerjaan")
