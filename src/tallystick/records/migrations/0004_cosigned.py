"""Checkpoints with the lines of the witnesses that cosigned them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Cosignatures are kept beside the log's own checkpoints."""

    dependencies = [("records", "0003_rooms")]
    operations = [
        migrations.CreateModel(
            name="Cosigned",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("log", models.CharField(max_length=16)),
                ("size", models.BigIntegerField()),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["log", "size"], name="cosigned_once")]},
        ),
    ]
