"""A row of sums is found by one word; what made it unique before were six indexes."""

from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Cast, Coalesce, Concat

BAGIAN = ("tahun", "masa_id", "perangkat_daerah_id", "simpul_id")
UNIK = ("unit", "simpul", "instansi", "tahun_unit", "tahun_simpul", "tahun_instansi")


def fill_tempat(apps, schema_editor):
    """As `Tempat.kunci` writes it: 0 for none."""
    kata = [Cast(Coalesce(name, 0), models.TextField()) for name in BAGIAN]
    rows = apps.get_model("pengukuran", "Ringkasan").objects
    dashed = [part for one in kata for part in (Value("-"), one)][1:]
    rows.update(tempat=Concat(*dashed, output_field=models.TextField()))


class Migration(migrations.Migration):
    dependencies = [("pengukuran", "0015_bukti")]

    operations = [
        *(
            migrations.RemoveConstraint(model_name="ringkasan", name=f"ringkasan_{name}_unik")
            for name in UNIK
        ),
        migrations.AddField(
            model_name="ringkasan",
            name="tempat",
            field=models.CharField(default="", max_length=80, verbose_name="tempat"),
            preserve_default=False,
        ),
        migrations.RunPython(fill_tempat, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="ringkasan",
            constraint=models.UniqueConstraint(
                fields=["instansi", "tempat"], name="ringkasan_unik"
            ),
        ),
    ]
