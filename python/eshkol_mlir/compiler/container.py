"""The container of a compiled module: an IREE module with further members and a checksum.

IREE writes a module as a zip archive whose first member is the module itself, and reads
only that member, from the start of the file.  So members appended behind it, with the
archive's directory rewritten, leave a file that both IREE's and zip tools open.  The
archive comment ends the file and holds a SHA-256 of everything before it.

IREE's runtime may crash on damaged data, so nothing reaches it before the checksum
(for files of other tools: the zip archive's CRC-32 of each member) has been checked.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.digests import hex_digest
from eshkol_mlir.diagnostics import ArtifactError, EshkolError

MANIFEST = "eshkol.json"

_COMMENT = b"eshkol-sha256:"
_COMMENT_SIZE = len(_COMMENT) + 64
_ZIP_START = b"PK\x03\x04"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FLATBUFFER_ID = b"IREE"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a container holds beside the first module.

    ``manifest`` is ``None`` in a file that another tool made.
    """

    manifest: bytes | None
    members: dict[str, bytes]


def pack(vmfb: bytes, members: Sequence[tuple[str, bytes]]) -> bytes:
    """``vmfb`` (a polyglot zip, as IREE writes) with members appended and sealed.

    Equal arguments give equal bytes: times are fixed and nothing is compressed.
    """
    buffer = io.BytesIO(vmfb)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_STORED) as archive:
        for name, data in members:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
        archive.comment = _COMMENT + b"0" * 64
    unsealed = buffer.getvalue()[:-64]
    return unsealed + hex_digest(unsealed).encode()


def canonical(vmfb: bytes) -> bytes:
    """The module alone, with its directory as this module writes it.

    A module gives the same bytes whether it comes from the compiler or out of a container.
    What is no archive stays as it is.
    """
    buffer = io.BytesIO(vmfb)
    if not zipfile.is_zipfile(buffer):
        return vmfb
    try:
        with zipfile.ZipFile(buffer, "a", zipfile.ZIP_STORED) as archive:
            _drop_appended(archive)
            # Setting it has the directory written again.
            archive.comment = b""
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, struct.error, NotImplementedError):
        return vmfb
    return buffer.getvalue()


def _drop_appended(archive: zipfile.ZipFile) -> None:
    """Make the archive write over the members that :func:`pack` appended."""
    appended = [entry for entry in archive.infolist() if entry.filename.startswith("eshkol")]
    for entry in appended:
        archive.filelist.remove(entry)
        del archive.NameToInfo[entry.filename]
    if appended:
        archive.start_dir = min(entry.header_offset for entry in appended)


def unpack(data: bytes, name: str) -> Contents:
    """Check a file's content and take it apart.

    Raises:
        ArtifactError: the data is damaged or no module.
    """
    if not data:
        raise ArtifactError.at(
            Code.NOT_AN_ARTIFACT,
            None,
            f"{name} is empty",
            help=["compile it again; an interrupted copy leaves such files"],
        )
    sealed = data[-_COMMENT_SIZE:-64] == _COMMENT
    if sealed and hex_digest(data[:-64]).encode() != data[-64:]:
        raise damaged(name, "its checksum does not match")
    if data.startswith(_ZIP_START):
        return _unpack_archive(data, name, sealed)
    # A bare FlatBuffer, with or without its size in front.
    if _FLATBUFFER_ID in (data[4:8], data[8:12]):
        return Contents(None, {})
    raise _not_a_module(data, name)


def damaged(name: str, reason: str) -> EshkolError:
    """The error for a file that was changed or cut after it was written."""
    return ArtifactError.at(
        Code.ARTIFACT_DAMAGED,
        None,
        f"{name} is damaged: {reason}",
        notes=["the file was cut short or changed after it was written"],
        help=["copy it again from where it came from, or compile its source again"],
    )


def _unpack_archive(data: bytes, name: str, sealed: bool) -> Contents:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if not names or names[0] != "module.fb":
                raise _not_a_module(data, name)
            # The directory found may be that of a module inside a file that was cut short.
            if archive.infolist()[0].header_offset != 0:
                raise damaged(name, "its end is missing")
            if not sealed:
                _check_unsealed(archive, names, name)
                return Contents(None, {})
            members = {entry: archive.read(entry) for entry in names if entry.startswith("eshkol")}
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, struct.error, NotImplementedError) as error:
        raise damaged(name, f"its directory cannot be read ({error})") from error
    return Contents(members.pop(MANIFEST, None), members)


def _check_unsealed(archive: zipfile.ZipFile, names: list[str], name: str) -> None:
    if MANIFEST in names or archive.comment.startswith(_COMMENT[:6]):
        raise damaged(name, "its checksum is missing")
    broken = archive.testzip()
    if broken is not None:
        raise damaged(name, f"the content of its member '{broken}' does not match its checksum")


def _not_a_module(data: bytes, name: str) -> EshkolError:
    looks_like = ""
    if data[:1] in b"(;#" or b"(define" in data[:4096]:
        looks_like = "it looks like Eshkol source: compile it with eshkol-compile"
    elif data.lstrip()[:6] in (b"module", b"func.f") or data.startswith(b"ML\xefR"):
        looks_like = "it looks like MLIR: compile it with eshkol-compile"
    return ArtifactError.at(
        Code.NOT_AN_ARTIFACT,
        None,
        f"{name} is not a compiled module",
        notes=["compiled modules are the .vmfb files that eshkol-compile writes"],
        help=[looks_like] if looks_like else [],
    )
