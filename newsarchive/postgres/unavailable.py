"""The one sentence to show when the database cannot be used."""

import re

from django.db.utils import OperationalError

# What PostgreSQL writes when it does not start → the reason and what to do about it.
STARTING = (
    (r"No space left on device|Disk quota exceeded", "the disk is full; free some space and try again"),
    (r"Read-only file system", "the disk is read-only; put ARCHIVE_DATA where it can be written"),
    (
        r"could not look up effective user ID (\d+)",
        r"the user with the number \1 has no name on this machine; add it to /etc/passwd or set DATABASE_URL",
    ),
    (r"Not a directory", "a file is in its place; remove it or set ARCHIVE_DATA to a folder"),
    (r"has wrong ownership", "its files belong to another user; run as that user or set DATABASE_URL"),
    (
        r"could not create shared memory segment|Cannot allocate memory|resize shared memory",
        "there is too little memory; free some and try again",
    ),
    (
        r"could not (bind|create) .*(socket|address)|socket path .* too long",
        "its socket cannot be made; give it a writable temporary folder with TMPDIR",
    ),
    (r"Permission denied", "its files may not be opened; check who owns the folder, or set DATABASE_URL"),
    (
        r"PANIC: |database files are incompatible|checkpoint record|control file"
        r"|could not open (directory|file)"
        r"|not a (valid data|database cluster) directory|database \"postgres\" does not exist"
        r"|invalid data in file|configuration file .* contains errors|not access the server configuration",
        "its files are damaged; restore them from a backup, or move the folder away to begin anew",
    ),
)

# What a server or the network answers → what the reader is told. {server} is filled in.
CONNECTING = (
    (
        r"password|authentication failed|pg_hba\.conf|role \"[^\"]*\" (does not exist|is not permitted)",
        "{server} refuses the user name or password: check DATABASE_URL.",
    ),
    (
        r"database \"[^\"]*\" does not exist",
        "{server} has no database of that name: create it or check DATABASE_URL.",
    ),
    (
        r"translate host name|Name or service not known|nodename nor servname|name resolution|getaddrinfo",
        "{server} cannot be found under its name: check DATABASE_URL.",
    ),
    (
        r"Connection refused|No such file or directory|No route to host|Network is unreachable",
        "{server} does not answer: start it or check DATABASE_URL.",
    ),
    (
        r"statement timeout|lock timeout|deadlock",
        "The database is too busy to answer in time: try again in a minute.",
    ),
    (
        r"timeout expired|timed out|timeout",
        "{server} does not answer in time: check that it runs, and DATABASE_URL.",
    ),
    (
        r"too many clients|connection slots|too many connections",
        "{server} has no connection left: try again in a minute.",
    ),
    (
        r"is starting up|shutting down|recovery mode|not yet accepting",
        "{server} is starting or stopping: try again in a minute.",
    ),
    (
        r"\bSSL\b|certificate",
        "{server} and this machine do not agree on encryption: check sslmode in DATABASE_URL.",
    ),
    (r"No space left on device|disk full", "The database's disk is full: free some space and try again."),
    (
        r"server closed the connection|terminating connection|connection (is lost|already closed|is closed)"
        r"|consuming input failed|the connection is closed",
        "The connection to the database was lost: try again.",
    ),
)


class DatabaseUnavailable(OperationalError):
    """The embedded database cannot be started or reached; str() is one sentence for whoever runs it."""


def sentence_for(error: BaseException) -> str:
    """One sentence on why the database cannot be used and what to do; never a password or a whole URL."""
    if isinstance(error, DatabaseUnavailable):
        return str(error)
    message = str(error)
    for pattern, sentence in CONNECTING:
        if re.search(pattern, message, re.IGNORECASE):
            return sentence.format(server=_server_in(message))
    code = getattr(error.__cause__, "sqlstate", None) or type(error).__name__
    return f"The database cannot be used ({code}): its log says why."


def known_reason(text: str) -> str | None:
    """The reason that STARTING has for this text."""
    for pattern, reason in STARTING:
        if found := re.search(pattern, text):
            return found.expand(reason)
    return None


def reason_in(log: str) -> str:
    """Why the server did not start, taken from what it wrote, and what to do about it."""
    if reason := known_reason(log):
        return reason
    complaints = re.findall(r"(?:FATAL|PANIC|ERROR|[Ee]rror):\s+(.+)", log)
    return f"PostgreSQL says “{complaints[-1].strip()}”" if complaints else "PostgreSQL gives no reason"


def _server_in(message: str) -> str:
    """The server as the driver's message names it; unnamed if the name could hold a piece of a URL."""
    if found := re.search(r'server at "([^"@]+)"[^,]*, port (\d+)', message):
        return f"The database server at {found[1]}, port {found[2]},"
    if found := re.search(r'server on socket "([^"@]+)"', message):
        return f"The database server at {found[1]}"
    return "The database server"
