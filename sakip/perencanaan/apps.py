"""Every app may have a module `rencana_kait`, in which it answers what a plan asks of it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PerencanaanConfig(AppConfig):
    name = "sakip.perencanaan"

    def ready(self) -> None:
        autodiscover_modules("rencana_kait")
