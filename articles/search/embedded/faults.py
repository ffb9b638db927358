"""What the library throws when it cannot go on."""

import errno
import os
import re

from articles.search.folders import DAMAGED, UNWRITABLE

SYSTEM_ERROR = re.compile(r"\(os error (\d+)\)|\bcode: (\d+),")
NOT_WRITTEN = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}  # what reading alone never meets


def is_fault(error: BaseException) -> bool:
    """Whether the library failed: by its usual error, or by a panic, which is no Exception."""
    return isinstance(error, ValueError) or type(error).__name__ == "PanicException"


def sentence_for(error: BaseException) -> str:
    """What is the matter with the index, and what to do."""
    told = SYSTEM_ERROR.search(str(error))
    number = int(told[1] or told[2]) if told else 0
    return (
        UNWRITABLE.format(os.strerror(number)) if number in NOT_WRITTEN else f"{DAMAGED} ({str(error)[:200]})"
    )
