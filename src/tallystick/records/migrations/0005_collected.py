"""Filings of other agencies, for an office that collects them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Agencies that must report, and what they filed."""

    dependencies = [("records", "0004_cosigned")]
    operations = [
        migrations.CreateModel(
            name="ReportingAgency",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("ori", models.CharField(max_length=9, unique=True)),
                ("name", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="CollectedFiling",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("ori", models.CharField(max_length=9)),
                ("agency", models.CharField(max_length=200)),
                ("ordinance", models.CharField(max_length=100)),
                ("report", models.CharField(max_length=100)),
                ("period", models.CharField(max_length=50)),
                ("version", models.IntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("proof", models.CharField(max_length=20)),
                ("received_at", models.DateTimeField()),
                ("figures", models.JSONField()),
                ("lists", models.JSONField(default=list)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["ori", "ordinance", "report", "period", "version"], name="filed_once"
                    )
                ],
                "indexes": [models.Index(fields=["ordinance", "report", "period"], name="filing_of")],
            },
        ),
    ]
