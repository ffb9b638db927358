from django.db import migrations

# Names in Arabic letters are read otherwise than before; `setup_archive` fills in the sounds that are missing.
FORGET = "UPDATE articles_actorname SET sound = NULL WHERE name ~ '[\u0600-\u06ff]' AND sound IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_years_of_actors"),
    ]

    operations = [
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
    ]
