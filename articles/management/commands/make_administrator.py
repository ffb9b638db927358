"""Makes the first administrator: `manage.py make_administrator`."""

import os
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Makes an administrator with a random password, which is shown once and kept in the data folder "
        "in a file that only its owner may read. Does nothing where there is an administrator already."
    )

    def add_arguments(self, parser):
        parser.add_argument("--username", default="admin", help="the name to sign in with (default: admin)")

    def handle(self, *, username, **options):
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        password = secrets.token_urlsafe(12)
        kept = settings.ARCHIVE_DATA / "administrator"
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(f"{username}\n{password}\n")
        users.create_superuser(username=username, password=password)
        self.stdout.write(f"Administrator: {username}, password: {password} (kept in {kept})")
