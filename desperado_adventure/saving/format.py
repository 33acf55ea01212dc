"""The file of a save, whatever its format: from a save to bytes, and from any bytes to a save or a refusal.

`format_1.py` and `format_2.py` say how the formats look. Saves are written in the newest, and all are read. The only
limit is the size of a file, and it is the same for writing and for reading.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..model import limits
from ..model.byte_order_mark import is_utf_16
from ..model.json_text import json_text
from . import format_1, format_2
from .refusals import Reason, SaveProblem
from .saved import Save
from .strict_json import Malformed, mapping, read_json

FORMAT = format_2.NUMBER
LARGEST = limits.SAVE.most
"""The size of a file in bytes.

A file of this size that was made to be hard to read needs 700 MB of memory and some seconds, and is refused.
"""


class _Format(NamedTuple):
    """How saves of one format are read and written."""

    read: Callable[[dict[str, object]], Save]
    write: Callable[[Save], dict[str, object]]


_FORMATS = {
    format_1.NUMBER: _Format(format_1.read_format_1, format_1.write_format_1),
    format_2.NUMBER: _Format(format_2.read_format_2, format_2.write_format_2),
}


def encode(save: Save, name: str = "") -> bytes:
    """Return the content of the file `name`; raises SaveProblem LARGE when it could not be read again."""
    document = _FORMATS[save.format].write(save)
    content = (json_text(document, indent=1) + "\n").encode()
    if len(content) > LARGEST or format_2.is_too_long(save):
        raise SaveProblem(Reason.LARGE, name, f"{len(content):,}")
    return content


def decode(raw: bytes, name: str) -> Save:
    """Return the save that a file's content holds; raises SaveProblem, and nothing else, for any other bytes."""
    if len(raw) > LARGEST:
        raise SaveProblem(Reason.DAMAGED, name, f"it is larger than a save can be, which is {LARGEST:,} bytes")
    if is_utf_16(raw):
        raise SaveProblem(Reason.DAMAGED, name, "it is UTF-16, and a save is UTF-8, so save it as that in your editor")
    try:
        document = mapping(read_json(raw), None, "it is not a save")
        return _reader_of(document, name)(document)
    except Malformed as error:
        raise SaveProblem(Reason.DAMAGED, name, str(error)) from error
    except RecursionError as error:
        raise SaveProblem(Reason.DAMAGED, name, "it is nested too deeply") from error
    except format_2.Unknown as error:
        raise SaveProblem(Reason.NEWER, name, str(FORMAT)) from error


def _reader_of(document: dict[str, object], name: str) -> Callable[[dict[str, object]], Save]:
    """Return the reader for a document's format number; raises Malformed, or SaveProblem NEWER."""
    number = document.get("format")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise Malformed("it has no format number")
    if number > FORMAT:
        raise SaveProblem(Reason.NEWER, name, str(number))
    return _FORMATS[number].read
