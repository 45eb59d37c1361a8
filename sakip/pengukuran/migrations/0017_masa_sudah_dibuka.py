"""Who opens a period twice is told that it stands; nothing changes in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pengukuran", "0016_tempat")]

    operations = [
        migrations.AlterConstraint(
            model_name="masa",
            name="masa_unik",
            constraint=models.UniqueConstraint(
                fields=("instansi", "tahun", "jenis", "ke"),
                name="masa_unik",
                violation_error_message="Masa ini sudah dibuka.",
            ),
        ),
    ]
