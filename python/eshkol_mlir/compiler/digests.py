"""Digests that stand for texts and other data."""

from __future__ import annotations

import hashlib


def hex_digest(content: str | bytes) -> str:
    """SHA-256 of bytes, or of a text in UTF-8, hexadecimal; the name of a file that is not UTF-8 counts as it is."""
    data = content.encode(errors="surrogateescape") if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()
