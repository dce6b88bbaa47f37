"""Sealed papers on their way from the commit that registers them into the vault."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One commit makes a paper and its entry durable together."""

    dependencies = [("records", "0005_collected")]
    operations = [
        migrations.CreateModel(
            name="FreshOriginal",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("slot", models.BigIntegerField()),
                ("sealed", models.BinaryField()),
                ("note", models.BinaryField(default=b"")),
                ("entry", models.BigIntegerField(db_index=True, null=True)),
                ("number", models.CharField(default="", max_length=40)),
                ("again", models.BooleanField(default=False)),
            ],
        ),
    ]
