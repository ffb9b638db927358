"""Asks the archive for addresses that nobody would think of: python benchmarks/fuzz_pages.py --number 100000

Reads the archive that DATABASE_URL and ARCHIVE_DATA name and changes nothing in it. Prints every address
whose answer was an error of the server, or that was broken and got no notice; exit code 1 if there was any.
"""

import argparse
import logging
import os
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other addresses")
    options = parser.parse_args()

    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from articles.tests.fuzzing import addresses, complaint

    # Styles and pictures are not asked for, so they need not have been collected.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    logging.disable(logging.CRITICAL)
    client, begun, found = Client(headers={"host": "localhost"}), time.monotonic(), Counter()
    for number, asked in enumerate(addresses(options.seed, options.number), 1):
        if said := complaint(client, asked):
            found[said.partition(":")[0]] += 1
            print(f"{said}\n    {asked.address[:500]}", flush=True)
        if number % 5_000 == 0 or number == options.number:
            took, wrong = time.monotonic() - begun, sum(found.values())
            print(f"{number:,} addresses in {took:.0f} s, {wrong} complaints {dict(found)}", flush=True)
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
