"""The byte order mark: some editors and shells put it at the beginning of a text, and it is no character of it."""

_MARK = "\ufeff"


def without_mark(text: str) -> str:
    """Return the text without a byte order mark at its very beginning; a mark anywhere else is left."""
    return text.removeprefix(_MARK)
