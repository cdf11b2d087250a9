"""Writing a file so that it is either there in full or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, FileError


def write_atomically(path: str | os.PathLike[str], data: bytes) -> None:
    """Write ``data`` to ``path``; a failure leaves what was there before and nothing else.

    Raises:
        FileError: the folder is missing, read-only or full, or ``path`` is a folder.
    """
    target = Path(path)
    try:
        replace_file(target, data)
    except OSError as error:
        raise _file_error(target, error) from error


def replace_file(target: Path, data: bytes, *, survives_crashes: bool = True) -> None:
    """The same, with the operating system's errors.

    Unless it ``survives_crashes`` of the operating system, nobody waits for the disk, and after such a crash the file
    may be damaged.

    Raises:
        OSError: as the operating system says.
    """
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    # The temporary file is in the same folder: only a rename within one file system is atomic.
    temporary = target.parent / f".{target.name[:60]}.{os.getpid()}-{secrets.token_hex(6)}.tmp"
    try:
        with open(temporary, "xb") as file:
            file.write(data)
            if survives_crashes:
                file.flush()
                os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _file_error(path: Path, error: OSError) -> EshkolError:
    reason = error.strerror or str(error)
    help = {
        errno.ENOSPC: "free some space there, or write to another file system",
        errno.EDQUOT: "free some of your disk quota, or write to another file system",
        errno.ENOENT: f"make the folder {path.parent} first",
        errno.EISDIR: "give the name of a file",
        errno.EACCES: f"choose a folder you may write to; {path.parent} is not one",
        errno.EPERM: f"choose a folder you may write to; {path.parent} is not one",
        errno.EROFS: "choose a place that is not read-only",
    }.get(error.errno or 0)
    return FileError.at(
        Code.FILE_UNWRITABLE,
        None,
        f"cannot write '{path}': {reason[:1].lower()}{reason[1:]}",
        notes=["nothing was written; a file that was there before is unchanged"],
        help=[help] if help else [],
    )
