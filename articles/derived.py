"""Columns that follow from others, whoever writes the row."""

from django.db import models

from articles.sounds import sounding


class SoundField(models.CharField):
    """What the name of the row sounds like; null where that was not found out yet.

    It is set on every save and bulk_create; fill_sounds() sets it in rows that came about otherwise.
    """

    def deconstruct(self):
        """A plain column of text, so that migrations need not know this class."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def pre_save(self, instance, add):
        """The sound, which the instance has from now on as well."""
        instance.sound = sounding(instance.name)
        return instance.sound
