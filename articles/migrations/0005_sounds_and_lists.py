import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_suggestions"),
    ]

    operations = [
        migrations.AddField(
            model_name="actor",
            name="imported_fields",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=32),
                blank=True,
                default=list,
                editable=False,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="actorname",
            name="imported",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="actorname",
            name="sound",
            field=models.CharField(editable=False, max_length=300, null=True),
        ),
        migrations.AddIndex(
            model_name="actorname",
            index=models.Index(fields=["sound"], name="actor_name_sound"),
        ),
    ]
