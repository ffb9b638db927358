"""Where a command writes: a file, or standard output."""

from contextlib import contextmanager

from django.core.management.base import CommandError


@contextmanager
def opened(name, standard):
    """The file of that name, or the command's standard output for none.

    Raises CommandError where it cannot be written, BrokenPipeError where its reader goes away early.
    """
    try:
        if name is None:
            standard.ending = ""
            yield standard
        else:
            with open(name, "w", encoding="utf-8", newline="") as file:
                yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CommandError(f"{name or 'Standard output'} cannot be written: {error.strerror}.") from None
