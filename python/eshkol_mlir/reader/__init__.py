"""The reader: text to syntax objects, and back.

``read`` and ``read_one`` take a source, ``load_source`` makes one of a file,
and ``write_datum`` gives the text of a datum.
"""

from __future__ import annotations

from eshkol_mlir.reader.equality import same_datum
from eshkol_mlir.reader.errors import IncompleteError
from eshkol_mlir.reader.files import load_source
from eshkol_mlir.reader.printer import write_datum
from eshkol_mlir.reader.reader import read, read_one

__all__ = ["IncompleteError", "load_source", "read", "read_one", "same_datum", "write_datum"]
