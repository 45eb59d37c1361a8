"""The end of a chain knows its moment: that of the last act."""

from datetime import UTC, datetime

from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce


def fill_waktu(apps, schema_editor):
    """A head without its act, which `sakip jejak periksa` names, stays as it is."""
    jejak, kepala = (apps.get_model("audit", name) for name in ("Jejak", "KepalaJejak"))
    last = jejak.objects.filter(instansi_id=OuterRef("instansi_id"), nomor=OuterRef("nomor"))
    kepala.objects.update(waktu=Coalesce(Subquery(last.values("waktu")), F("waktu")))


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="kepalajejak",
            name="waktu",
            field=models.DateTimeField(
                default=datetime(1970, 1, 1, tzinfo=UTC), verbose_name="waktu jejak terakhir"
            ),
        ),
        migrations.RunPython(fill_waktu, migrations.RunPython.noop),
    ]
