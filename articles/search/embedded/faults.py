"""What the library throws when it cannot go on."""


def is_fault(error: BaseException) -> bool:
    """Whether the library failed: by its usual error, or by a panic, which is no Exception."""
    return isinstance(error, ValueError) or type(error).__name__ == "PanicException"
