"""Words that belong to entries of the operations log, sealed apart so that they can be erased."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """What counsel, council or press said lies beside the log, never in it."""

    dependencies = [("records", "0006_fresh")]
    operations = [
        migrations.CreateModel(
            name="SealedWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("entry", models.BigIntegerField(unique=True)),
                ("request", models.BigIntegerField(null=True, db_index=True)),
                ("sealed", models.BinaryField()),
                ("slot", models.BigIntegerField()),
            ],
        ),
    ]
