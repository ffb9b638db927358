"""What is found most is counted beforehand, with a bar for who waits."""

from django.core.management.base import OutputWrapper
from tqdm import tqdm

from articles.management.carrying import index_needed
from articles.search import changes


def count_ahead(stream: OutputWrapper, quiet: bool) -> None:
    """Has the engine count; CommandError where the index cannot be used."""
    with index_needed(), tqdm(desc="Counting", unit="%", total=100, file=stream._out, disable=quiet) as bar:
        changes.count_ahead(lambda done, of: bar.update(100 * done // of - bar.n))
