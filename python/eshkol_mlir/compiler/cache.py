"""A cache of compiled modules on disk, which may be deleted or damaged at any time.

An entry is found by the SHA-256 of everything that decides its content.  Beside the entries,
a record per source remembers the parts of its latest key, so that the cache can say why
something was compiled again.  Failing to read or write never fails a compilation: it shows in
:attr:`ModuleCache.warning` alone.
"""

from __future__ import annotations

import json
import math
import os
import re
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.atomic import replace_file
from eshkol_mlir.compiler.digests import hex_digest
from eshkol_mlir.diagnostics import UsageError

DEFAULT_LIMIT = 1 << 30

_MAGIC = b"eshkol-cache 1\n"
_HEADER = len(_MAGIC) + 64 + 1
_SHOWN = 60
_STALE_SECONDS = 3600.0
#: So many bytes of notes of what was stored; then the entries are counted anew.
_MOST_NOTES = 1 << 14


@dataclass(frozen=True)
class CacheKey:
    """What decides the content of a compiled module.

    Attributes:
        subject: what is compiled, for people: a source's name and an entry point.
        parts: everything that matters, by name, such as ``source``, ``flags``, ``versions``.
    """

    subject: str
    parts: Mapping[str, str | bytes] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """SHA-256 of the parts; the subject does not take part."""
        return hex_digest(
            "".join(f"{name}\0{hex_digest(part)}\0" for name, part in sorted(self.parts.items()))
        )


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether a compiled module is in the cache, and why not."""

    subject: str
    hit: bool
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        if self.hit:
            return f"{self.subject}: found in the cache"
        return f"{self.subject}: compiled, because {' and '.join(self.reasons)}"


@dataclass(frozen=True, slots=True)
class _Record:
    """The latest key of a subject: digest and short text of each part."""

    digest: str
    parts: Mapping[str, Mapping[str, str]]


class ModuleCache:
    """A size-bounded cache, shared by any number of processes and threads.

    Args:
        root: the folder; default ``$ESHKOL_CACHE_DIR``, else ``eshkol`` in the user's cache folder.
        limit: the most bytes to keep; default ``$ESHKOL_CACHE_SIZE`` (such as ``500M``), else 1 GiB.
            The least recently used entries go first; 0 keeps nothing.

    Attributes:
        warning: the first problem met, or "".

    Raises:
        UsageError: ``$ESHKOL_CACHE_SIZE`` is no size.
    """

    def __init__(self, root: str | os.PathLike[str] | None = None, limit: int | None = None) -> None:
        self.root = Path(root) if root is not None else default_root()
        self.limit = default_limit() if limit is None else limit
        self.warning = ""

    def get(self, key: CacheKey) -> bytes | None:
        """The module stored for a key, or ``None``.  A damaged entry is removed."""
        data = self._read(key.digest)
        if data is not None:
            self._remember(key)
        return data

    def put(self, key: CacheKey, data: bytes) -> bool:
        """Store a module.  Returns whether it was stored."""
        self._remember(key)
        if not 0 < len(data) + _HEADER <= self.limit:
            return False
        header = _MAGIC + hex_digest(data).encode() + b"\n"
        if not self._write(self._entry(key.digest), header + data):
            return False
        if self._noted(len(header) + len(data)) > self.limit:
            self._evict()
        return True

    def explain(self, key: CacheKey) -> Explanation:
        """Whether a key is in the cache, and if not, what differs from the latest compilation
        of the same subject.  Ask before :meth:`put`."""
        digest = key.digest
        state = self._state(digest)
        if state == "valid":
            return Explanation(key.subject, True, ())
        latest = self._latest(key.subject)
        reasons: tuple[str, ...]
        if latest is None:
            reasons = ("it was never compiled before",)
        elif latest.digest != digest:
            reasons = _differences(latest.parts, key.parts)
        elif state == "damaged":
            reasons = ("its cache entry is damaged",)
        else:
            reasons = ("its cache entry is gone: evicted to make room, or deleted",)
        return Explanation(key.subject, False, reasons)

    def clear(self) -> None:
        """Remove everything."""
        for path in [*self._files("entries"), *self._files("subjects"), self._notes]:
            self._remove(path)

    def size(self) -> int:
        """The bytes that all entries take."""
        total = 0
        for path in self._files("entries"):
            with suppress(OSError):
                total += path.stat().st_size if path.suffix != ".tmp" else 0
        return total

    def _entry(self, digest: str) -> Path:
        return self.root / "entries" / digest[:2] / digest[2:]

    @property
    def _notes(self) -> Path:
        """A line with the size of all entries, as they were last counted, and one for each that was stored since.

        Counting thousands of entries takes longer than most of what is kept.
        """
        return self.root / "sizes"

    def _subject(self, subject: str) -> Path:
        return self.root / "subjects" / f"{hex_digest(subject)}.json"

    def _read(self, digest: str) -> bytes | None:
        path = self._entry(digest)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._warn(error)
            return None
        if not _is_whole(content):
            self._remove(path)
            return None
        with suppress(OSError):
            os.utime(path)
        return content[_HEADER:]

    def _state(self, digest: str) -> str:
        try:
            return "valid" if _is_whole(self._entry(digest).read_bytes()) else "damaged"
        except OSError:
            return "missing"

    def _remember(self, key: CacheKey) -> None:
        record = {
            "subject": key.subject,
            "digest": key.digest,
            "parts": {
                name: {"digest": hex_digest(part), "text": _shown(part)} for name, part in key.parts.items()
            },
        }
        text = json.dumps(record, sort_keys=True).encode()
        path = self._subject(key.subject)
        with suppress(OSError):
            if path.read_bytes() == text:
                return
        self._write(path, text)

    def _latest(self, subject: str) -> _Record | None:
        try:
            record = json.loads(self._subject(subject).read_text())
            parts = {
                str(name): {"digest": str(part["digest"]), "text": str(part["text"])}
                for name, part in record["parts"].items()
            }
            return _Record(str(record["digest"]), parts)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _write(self, path: Path, data: bytes) -> bool:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Reading finds out whether an entry is damaged.
            replace_file(path, data, survives_crashes=False)
        except OSError as error:
            self._warn(error)
            return False
        return True

    def _noted(self, stored: int) -> float:
        """The most that all entries take after one was stored; infinite where they have to be counted."""
        try:
            with self._notes.open("ab") as notes:
                # Several processes may do so at once.
                notes.write(b"%d\n" % stored)
                is_first = notes.tell() == len(b"%d\n" % stored)
            content = self._notes.read_bytes()
            return math.inf if is_first or len(content) > _MOST_NOTES else sum(map(int, content.split()))
        except (OSError, ValueError):
            return math.inf

    def _evict(self) -> None:
        """Remove the least recently used entries beyond the limit, and what killed processes left half written."""
        listing = []
        for path in self._files("entries"):
            with suppress(OSError):
                status = path.stat()
                if path.suffix != ".tmp":
                    listing.append((status.st_mtime, path, status.st_size))
                elif time.time() - status.st_mtime > _STALE_SECONDS:
                    self._remove(path)
        total = sum(size for _, _, size in listing)
        for _, path, size in sorted(listing):
            if total <= self.limit:
                break
            self._remove(path)
            total -= size
        self._write(self._notes, b"%d\n" % total)

    def _files(self, folder: str) -> list[Path]:
        return [
            Path(path, name)
            for path, _, names in os.walk(self.root / folder)  # Without folders that cannot be read.
            for name in names
        ]

    def _remove(self, path: Path) -> None:
        # Another process may have been faster.
        with suppress(OSError):
            path.unlink()

    def _warn(self, error: OSError) -> None:
        if not self.warning:
            self.warning = f"the cache in {self.root} is not used: {error.strerror or error}"


def default_root() -> Path:
    """``$ESHKOL_CACHE_DIR``, else ``eshkol`` in ``$XDG_CACHE_HOME`` or ``~/.cache``."""
    chosen = os.environ.get("ESHKOL_CACHE_DIR")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME", "")
    # The XDG specification has relative paths ignored.
    return (Path(base) if os.path.isabs(base) else Path(os.path.expanduser("~")) / ".cache") / "eshkol"


def default_limit() -> int:
    """``$ESHKOL_CACHE_SIZE`` in bytes, else 1 GiB.

    Raises:
        UsageError: it is no size.
    """
    text = os.environ.get("ESHKOL_CACHE_SIZE", "").strip()
    if not text:
        return DEFAULT_LIMIT
    match = re.fullmatch(r"([0-9]{1,18})\s*([kKmMgG]?)(?:i?[bB])?", text)
    if match is None:
        raise UsageError.at(
            Code.CACHE_SIZE,
            None,
            f"ESHKOL_CACHE_SIZE is '{text}', which is no size",
            help=["write a number of bytes, or one with K, M or G such as 500M"],
        )
    return int(match[1]) << {"": 0, "k": 10, "m": 20, "g": 30}[match[2].lower()]


def _is_whole(content: bytes) -> bool:
    if not content.startswith(_MAGIC) or len(content) <= _HEADER:
        return False
    return content[len(_MAGIC) : _HEADER] == hex_digest(content[_HEADER:]).encode() + b"\n"


def _shown(part: str | bytes) -> str:
    """The text of a short part; a long one is only called changed."""
    return part if isinstance(part, str) and len(part) <= _SHOWN and "\n" not in part else ""


def _differences(old: Mapping[str, Mapping[str, str]], new: Mapping[str, str | bytes]) -> tuple[str, ...]:
    reasons = []
    for name in sorted({*old, *new}):
        if name not in old:
            reasons.append(f"{name} is new")
        elif name not in new:
            reasons.append(f"{name} is no longer there")
        elif old[name]["digest"] != hex_digest(new[name]):
            before, after = old[name]["text"], _shown(new[name])
            detail = f" from '{before}' to '{after}'" if before and after else ""
            reasons.append(f"{name} changed{detail}")
    return tuple(reasons) or ("its parts changed",)
