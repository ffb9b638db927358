#!/usr/bin/env python3
"""The archive's commands: `python manage.py help` lists them."""

import errno
import os
import signal
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db.utils import InterfaceError, OperationalError


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    # An orderly end on SIGTERM, so that the last process to leave stops the embedded database.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read what was printed has gone, as `head` does; what is left goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except ImproperlyConfigured as error:
        sys.exit(f"The archive cannot start: {error}")
    except (OperationalError, InterfaceError) as error:
        from newsarchive.postgres.unavailable import sentence_for

        sys.exit(sentence_for(error))
    except OSError as error:
        if error.filename or error.errno != errno.ENOSPC:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(f"Standard output cannot be written: {error.strerror}.")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
