import django.contrib.postgres.indexes
from django.db import migrations

import articles.querysets


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_reading_again")]

    operations = [
        migrations.AddIndex(
            model_name="actorname",
            index=django.contrib.postgres.indexes.GinIndex(
                articles.querysets.WordsOf("key"), name="actor_name_words", fastupdate=False
            ),
        ),
    ]
