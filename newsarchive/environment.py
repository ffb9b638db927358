"""Readers of environment variables: a value of the right type, or one sentence that names what is wrong."""

import os
import secrets
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off", ""}


def read_bool(name, default):
    """True or False; 1/0, true/false, yes/no and on/off are understood."""
    value = os.environ.get(name, "").strip().lower()
    if name not in os.environ:
        return default
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} is {value!r}; write 1 or 0.")
    return value in YES


def read_port(name, default):
    """A TCP port between 1 and 65535."""
    value = os.environ.get(name, str(default)).strip()
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 65535:
        raise ImproperlyConfigured(f"{name} is {value!r}; write a port between 1 and 65535.")
    return int(value)


def read_word(name, default):
    """The value without blanks around it; one line."""
    value = os.environ.get(name, default).strip()
    if not value.isprintable():
        raise ImproperlyConfigured(f"{name} holds a line break or another unprintable character.")
    return value


def read_list(name, default):
    """The words between commas, without blanks and empty entries."""
    value = os.environ.get(name, default)
    return [entry.strip() for entry in value.split(",") if entry.strip()]


def read_folder(name, default):
    """A folder that exists and can be written to, made when missing, readable by its owner only."""
    folder = Path(os.environ.get(name) or default).expanduser().absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} names {folder}, which cannot be made a folder: {error.strerror}."
        ) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"{name} names {folder}, which this user may not write to.")
    return folder


def read_secret(name, kept_in):
    """The secret from the environment, or one made once and kept in the file `kept_in` (mode 600)."""
    if value := os.environ.get(name, "").strip():
        return value
    try:
        descriptor = os.open(kept_in, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept_secret(name, kept_in)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} cannot be kept in {kept_in}: {error.strerror}.") from None
    with os.fdopen(descriptor, "w") as file:
        file.write(secret := secrets.token_urlsafe(50))
    return secret


def _kept_secret(name, kept_in):
    try:
        secret = kept_in.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name} cannot be read from {kept_in}: {error.strerror}.") from None
    if not secret:
        raise ImproperlyConfigured(f"{kept_in} is empty; delete it and a new {name} is made.")
    return secret


def read_database(name, embedded):
    """Django's DATABASES entry for the address in the environment, or `embedded` when there is none."""
    address = os.environ.get(name, "").strip()
    if not address:
        return embedded
    try:
        database = dj_database_url.parse(address, conn_max_age=60, conn_health_checks=True)
    except (ValueError, KeyError):
        database = {}
    if database.get("ENGINE") != "django.db.backends.postgresql" or not database.get("NAME"):
        raise ImproperlyConfigured(f"{name} must look like postgresql://user:password@host:5432/database.")
    return database


def refuse_set(name, reason):
    """Nothing; raises ImproperlyConfigured with the reason when the variable is set."""
    if os.environ.get(name, "").strip():
        raise ImproperlyConfigured(f"{name} is set, but {reason}.")
