"""Every app may have a module `percakapan`, in which it registers what may be spoken about."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PercakapanConfig(AppConfig):
    name = "sakip.percakapan"

    def ready(self) -> None:
        autodiscover_modules("percakapan")
