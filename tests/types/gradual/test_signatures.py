"""The types of the language's procedures: each is of a procedure that there is, and agrees with its arity."""

from __future__ import annotations

import pytest
from eshkol_mlir.compiler.host_library import host_library
from eshkol_mlir.compiler.host_runtime import primitives
from eshkol_mlir.types.gradual.model import Procedure
from eshkol_mlir.types.gradual.signatures import signatures


def arity(name: str) -> tuple[int, int | None]:
    """The numbers of arguments that the runtime or the library takes."""
    if name in primitives():
        return primitives()[name].minimum, primitives()[name].maximum
    procedure = host_library().procedures[name]
    assert procedure.required is not None
    return procedure.required, None if procedure.rest else procedure.required


@pytest.mark.parametrize("name", signatures())
def test_a_type_has_the_arity_of_its_procedure(name: str) -> None:
    types = signatures()[name]
    assert all(isinstance(type, Procedure) for type in types)
    least = min(type.arity[0] for type in types if isinstance(type, Procedure))
    greatest = [type.arity[1] for type in types if isinstance(type, Procedure)]
    assert (least, None if None in greatest else max(g or 0 for g in greatest)) == arity(name)
