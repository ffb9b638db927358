"""Form fields of the archive's own: a date as exactly as it is known."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange

from articles.periods import Period


class PeriodField(forms.CharField):
    """A day, a month, a year or nothing, written 2019-01-07, 2019-01 or 2019; a range of days in Python."""

    default_help = "2019-01-07, or 2019-01 or 2019 where no more is known; empty where nothing is."

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", self.default_help)
        super().__init__(**kwargs)

    def prepare_value(self, value):
        """The period as it is typed."""
        return str(Period.from_range(value)) if isinstance(value, DateRange) else value

    def to_python(self, value):
        """The range of days, or None; a validation error in a sentence for anything else."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            first, _, last = text.partition("/")
            start = Period.parse(first)
            end = Period.parse(last) if last else start
            period = Period(start.first, end.last)
        except ValueError as error:
            raise ValidationError(str(error).capitalize()) from None
        return DateRange(period.first, period.after)

    def has_changed(self, initial, data):
        """Whether the days differ, however they are written."""
        try:
            return (initial or None) != self.to_python(data)
        except ValidationError:
            return True
