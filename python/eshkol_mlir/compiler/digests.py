"""Digests that stand for texts and other data."""

from __future__ import annotations

import hashlib


def hex_digest(content: str | bytes) -> str:
    """SHA-256 of bytes, or of a text in UTF-8, hexadecimal."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
