"""The native parts of the host tier: where they are, and which primitives there are."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from eshkol_mlir.compiler.kept_tables import kept_table
from eshkol_mlir.emit.host.interface import Primitive


@cache
def native_folder() -> Path:
    """The folder of the compiled extensions, and of the runtime library beside them."""
    spec = find_spec("eshkol_mlir._host")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("eshkol_mlir._host is not built")
    return Path(spec.origin).parent


def runtime_library() -> Path:
    return native_folder() / "libeshkol_host.so"


def static_library() -> Path:
    """The runtime as an archive, for executables."""
    return native_folder() / "libeshkol_host.a"


@cache
def inline_library() -> bytes:
    """LLVM bitcode of the runtime's short functions."""
    return (native_folder() / "inline.bc").read_bytes()


#: How the symbols of primitives begin that device code has as well.
_TENSORS = "eshkol_tensor_"


def tensor_operations() -> frozenset[str]:
    """The primitives that compute with tensors, by the names that programs use."""
    return frozenset(name for name, row in primitives().items() if row.symbol.startswith(_TENSORS))


@cache
def primitives() -> dict[str, Primitive]:
    """All primitives by the names that programs use."""
    return {name: Primitive(*row) for name, row in kept_table("primitives", _table).items()}


def _table() -> dict[str, tuple[str, int, int | None]]:
    """The primitives that the runtime library has: symbols, and the least and greatest numbers of arguments."""
    import ctypes

    class Row(ctypes.Structure):
        _fields_ = (
            ("name", ctypes.c_char_p),
            ("symbol", ctypes.c_char_p),
            ("minimum", ctypes.c_int32),
            ("maximum", ctypes.c_int32),
        )

    library = ctypes.CDLL(str(runtime_library()))
    table = library.eshkol_primitive_table
    table.restype = ctypes.POINTER(Row)
    count = ctypes.c_int64()
    rows = table(ctypes.byref(count))
    found = {}
    for row in rows[: count.value]:
        maximum = None if row.maximum < 0 else row.maximum
        found[row.name.decode()] = (row.symbol.decode(), row.minimum, maximum)
    return found
