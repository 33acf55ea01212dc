"""How the bytes of a text begin: with a byte order mark, which is no character of it, or as those of UTF-16."""

_MARK = "\ufeff"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""The byte order marks of UTF-16. Without one, a Latin first character has a NUL as one of its two bytes."""


def without_mark(text: str) -> str:
    """Return the text without a byte order mark at its very beginning; a mark anywhere else is left."""
    return text.removeprefix(_MARK)


def is_utf_16(raw: bytes) -> bool:
    """Whether bytes are a text in UTF-16, as far as their beginning tells: some shells and editors write that."""
    return raw.startswith(_UTF_16) or raw[:2].count(0) == 1
