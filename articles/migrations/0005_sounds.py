from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_suggestions"),
    ]

    operations = [
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
