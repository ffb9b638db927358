"""What the readers refuse, so that no input, however made, takes the machine's memory or days of its time."""

LARGEST = 20_000_000  # bytes of one text, page or record; the longest newspaper article is a thousandth of it
LARGEST_FEED = 20_000_000  # bytes of a feed or a page that is fetched
LARGEST_UNPACKED = 500_000_000_000  # bytes that one packed file may become; a month of a big crawl is a fifth
LARGEST_RATIO = (
    200  # times its packed size; articles pack to a tenth, records that repeat themselves to a 50th
)
RATIO_COUNTS_FROM = (
    10_000_000  # unpacked bytes; what unpacks to less does no harm, however well it was packed
)
LARGEST_NESTED = 4_000_000_000  # bytes of a zip within another archive: it has to be laid aside to be read
LARGEST_DIRECTORY = 64_000_000  # bytes of a zip's list of members, which is held in memory: about 500,000
DEEPEST = 4  # archives within each other: a .jsonl.gz in a .tar in a .zip is three
LONGEST_NAME = 1_000  # letters of a member's name
LONGEST_PATH = 2_000  # bytes of a whole name; the database's index holds 2,700
MOST_COLUMNS = 1_000  # of a table; one with more is no table of articles
HEAD = 65_536  # bytes at the beginning of an input by which its kind is known
FETCH_SECONDS = 30  # for a whole feed, redirects included
FETCH_PAUSE = 10  # seconds without a single byte
MOST_REDIRECTS = 5
