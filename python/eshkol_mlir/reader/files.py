"""Source files: bytes on disk to text."""

from __future__ import annotations

import difflib
import os
import stat
from pathlib import Path

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Source, Span

_BYTE_ORDER_MARK = "\ufeff"


def load_source(path: str | os.PathLike[str]) -> Source:
    """The text of a source file, named as ``path`` spells it.

    Raises:
        FileError: the file is missing, a directory, no regular file, or
            cannot be read.
        SyntaxError: it is not UTF-8, or contains a NUL.
    """
    name = os.fspath(path)
    try:
        # A named pipe would block here, and a device may never end.
        if not stat.S_ISREG(os.stat(name).st_mode):
            raise _not_a_file(name)
        data = Path(name).read_bytes()
    except FileNotFoundError:
        raise _missing(name) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise diagnostics.FileError.at(
            Code.FILE_UNREADABLE, None, f"cannot read `{name}`: {reason.lower()}"
        ) from None
    return decode(name, data)


def _not_a_file(name: str) -> EshkolError:
    what = "a directory" if os.path.isdir(name) else "not a regular file"
    return diagnostics.FileError.at(Code.FILE_UNREADABLE, None, f"cannot read `{name}`: it is {what}")


def _missing(name: str) -> EshkolError:
    folder, base = os.path.split(name)
    try:
        present = sorted(os.listdir(folder or "."))
    except OSError:
        message = f"cannot read `{name}`: there is no directory `{folder}`"
        return diagnostics.FileError.at(Code.FILE_NOT_FOUND, None, message)
    near = difflib.get_close_matches(base, present, 1)
    help = [f"did you mean `{os.path.join(folder, near[0])}`?"] if near else []
    return diagnostics.FileError.at(Code.FILE_NOT_FOUND, None, f"there is no file `{name}`", help=help)


def decode(name: str, data: bytes) -> Source:
    """The source with the UTF-8 text ``data``; a byte order mark is left out.

    Raises:
        SyntaxError: at the first byte that is not UTF-8, or a NUL.
    """
    try:
        text = data.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        raise _invalid_utf8(name, data, error.start) from None
    if "\0" in text:
        raise _nul(Source(name, text))
    return Source(name, text)


def _invalid_utf8(name: str, data: bytes, offset: int) -> EshkolError:
    byte = f"0x{data[offset]:02X}"
    before = data[:offset].decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    source = Source(name, before + data[offset:].decode("utf-8", errors="replace"))
    line = data.count(b"\n", 0, offset) + 1
    return diagnostics.SyntaxError.at(
        Code.BAD_ENCODING,
        Span(source, len(before), len(before) + 1),
        "the file is not UTF-8",
        caret=f"byte {byte}",
        notes=[f"the byte {byte} at offset {offset}, in line {line}, begins no valid character"],
        help=[_encoding_help(data)],
    )


def _encoding_help(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "the file looks like UTF-16: save it as UTF-8"
    if data.startswith(b"PK\3\4"):
        return "the file looks like a compiled module or another archive, not like a program"
    return "save the file as UTF-8"


def _nul(source: Source) -> EshkolError:
    offset = source.text.index("\0")
    message = "the file contains a NUL character, so it is hardly a program"
    return diagnostics.SyntaxError.at(Code.CONTROL_CHARACTER, Span(source, offset, offset + 1), message)


def check_encodable(source: Source) -> None:
    """Refuses text that has no UTF-8 form.

    Raises:
        SyntaxError: at a surrogate.
    """
    try:
        source.text.encode()
    except UnicodeEncodeError as error:
        span = Span(source, error.start, error.start + 1)
        message = f"U+{ord(source.text[error.start]):04X} is a surrogate, half of a UTF-16 code"
        raise diagnostics.SyntaxError.at(Code.BAD_ENCODING, span, message) from None


def program_start(text: str) -> int:
    """Past a byte order mark, and a first line such as ``#!/usr/bin/env eshkol``."""
    position = len(_BYTE_ORDER_MARK) if text.startswith(_BYTE_ORDER_MARK) else 0
    if not text.startswith(("#!/", "#! "), position):
        return position
    end = text.find("\n", position)
    return end if end >= 0 else len(text)
