"""`manage.py pekerja`: run one worker until it is asked to stop."""

from typing import Any

from django.core.management.base import BaseCommand

from sakip.latar.worker import run_worker


class Command(BaseCommand):
    help = "Menjalankan pekerjaan latar sampai dihentikan (SIGTERM atau Ctrl-C)."

    def handle(self, *args: Any, **options: Any) -> None:
        run_worker()
